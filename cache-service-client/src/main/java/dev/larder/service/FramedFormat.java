package dev.larder.service;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps each value as bytes in a {@link Frame}, which has its metadata. */
final class FramedFormat implements ValueFormat {

  /** No head is longer, so that to read one is not to read the value. */
  private static final int LONGEST_HEAD = 9_000;

  private final EntryChildren children;
  private final InstantSource clock;
  private final long compressAbove;
  private final String versionStart;
  private final AtomicLong versions = new AtomicLong();

  FramedFormat(EntryChildren children, InstantSource clock, long compressAbove) {
    this.children = children;
    this.clock = clock;
    this.compressAbove = compressAbove;
    SecureRandom random = new SecureRandom();
    this.versionStart = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
  }

  private EntryMetadata metadata(long size, SaveOptions options) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    String version = versionStart + "-" + Long.toString(versions.incrementAndGet(), 36);
    return EntryMetadata.builder(size, version, now)
        .expiresAt(options.ttl().map(now::plus).orElse(null))
        .labels(options)
        .build();
  }

  @Override
  public EntryMetadata save(CacheKey key, ChildAddress at, Blob value, SaveOptions options) {
    EntryMetadata metadata = metadata(value.size(), options);
    at.store(
        children,
        data ->
            data.store(
                EntryKind.BINARY, at.child().wire(), Frame.of(value, metadata, compressAbove)));
    return metadata;
  }

  @Override
  public EntryMetadata save(CacheKey key, ChildAddress at, Spool value, SaveOptions options)
      throws IOException {
    if (value.size() <= Spool.ON_HEAP) {
      return save(key, at, Blob.wrap(value.toByteArray()), options);
    }
    EntryMetadata metadata = metadata(value.size(), options);
    if (value.size() > compressAbove && Frame.isWorthDeflating(value.open())) {
      try (Spool smaller = Frame.deflated(value)) {
        if (smaller.size() < value.size()) {
          store(at, smaller, new FrameHead(metadata, true));
          return metadata;
        }
      }
    }
    store(at, value, new FrameHead(metadata, false));
    return metadata;
  }

  private void store(ChildAddress at, Spool payload, FrameHead head) throws IOException {
    StreamBody body = Frame.of(payload, head);
    at.store(children, data -> data.store(EntryKind.BINARY, at.child().wire(), body));
  }

  @Override
  public @Nullable Entry load(CacheKey key, ChildAddress at) {
    Blob frame =
        children
            .find(at.entry(), data -> data.load(EntryKind.BINARY, at.child().wire()))
            .orElse(null);
    if (frame == null) {
      return null;
    }
    try {
      Entry entry = Frame.read(frame);
      return isAlive(entry.metadata()) ? entry : null;
    } catch (IOException damaged) {
      throw corrupt("load", key, damaged);
    }
  }

  private boolean isAlive(EntryMetadata metadata) {
    long now = clock.millis();
    return metadata.expiresAt().map(end -> end.toEpochMilli() > now).orElse(true);
  }

  private static CacheException corrupt(String operation, CacheKey key, IOException damaged) {
    return new CacheException(
        Code.CORRUPT,
        operation,
        key,
        "the value is damaged or was not written in the format framed: "
            + damaged.getMessage()
            + "; delete it or save it anew",
        damaged);
  }

  @Override
  public @Nullable EntryMetadata stat(CacheKey key, ChildAddress at) {
    return stat("stat", key, at);
  }

  private @Nullable EntryMetadata stat(String operation, CacheKey key, ChildAddress at) {
    byte[] start =
        children
            .find(
                at.entry(),
                data ->
                    data.read(
                        EntryKind.BINARY,
                        at.child().wire(),
                        stream -> stream.readNBytes(LONGEST_HEAD)))
            .orElse(null);
    if (start == null) {
      return null;
    }
    try {
      EntryMetadata metadata = FrameHead.read(Blob.wrap(start).openStream()).metadata();
      return isAlive(metadata) ? metadata : null;
    } catch (IOException damaged) {
      throw corrupt(operation, key, damaged);
    }
  }

  @Override
  public boolean exists(CacheKey key, ChildAddress at) {
    return stat("exists", key, at) != null;
  }

  /**
   * Looks first: an expired value counts as none, and stays, for somebody else may be saving a new
   * one. One that is damaged goes.
   */
  @Override
  public boolean delete(CacheKey key, ChildAddress at) {
    try {
      if (stat("delete", key, at) == null) {
        return false;
      }
    } catch (CacheException failure) {
      if (failure.code() != Code.CORRUPT) {
        throw failure;
      }
    }
    return children
        .find(
            at.entry(),
            data ->
                data.delete(EntryKind.BINARY, at.child().wire())
                    ? Optional.of(key)
                    : Optional.empty())
        .isPresent();
  }

  @Override
  public @Nullable BlobReader openRead(CacheKey key, ChildAddress at) {
    Spool frame =
        children
            .find(at.entry(), data -> data.read(EntryKind.BINARY, at.child().wire(), Spool::of))
            .orElse(null);
    if (frame == null) {
      return null;
    }
    try {
      BlobReader reader = Frame.read(frame);
      if (isAlive(reader.metadata())) {
        return reader;
      }
      reader.close();
      return null;
    } catch (IOException damaged) {
      frame.close();
      throw corrupt("openRead", key, damaged);
    }
  }

  @Override
  public boolean isValue(EntryKind kind) {
    return kind == EntryKind.BINARY;
  }

  /** Reads the head of each value: the price of time to live and tags in a service without them. */
  @Override
  public boolean isListed(CacheKey key, ChildAddress at, Optional<String> tag) {
    try {
      EntryMetadata metadata = stat("listKeys", key, at);
      return metadata != null && tag.map(metadata.tags()::contains).orElse(true);
    } catch (CacheException failure) {
      if (failure.code() != Code.CORRUPT) {
        throw failure;
      }
      // Whoever lists must find it, to delete it.
      return tag.isEmpty();
    }
  }
}
