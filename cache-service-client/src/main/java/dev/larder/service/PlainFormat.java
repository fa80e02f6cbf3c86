package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps each value as the bytes that it is, as the kind of child that others would make of it.
 *
 * <p>A name may have a child of each kind; the first in its {@link KindOrder} counts. A save writes
 * one and then removes those before it, so that readers go from the old value to the new one in one
 * step, and a save that fails leaves the old one.
 */
final class PlainFormat implements ValueFormat {

  private final EntryChildren children;
  private final InstantSource clock;
  private final PlainMarks marks = new PlainMarks();

  PlainFormat(EntryChildren children, InstantSource clock) {
    this.children = children;
    this.clock = clock;
  }

  @Override
  public EntryMetadata save(CacheKey key, ChildAddress at, Blob value, SaveOptions options) {
    EntryKind kind = PlainKinds.first(KindOrder.of(at.name()), value);
    store(at, kind, Bodies.of(kind, value));
    Instant now = Instant.ofEpochMilli(clock.millis());
    return marks.saved(key, PlainEntry.hash(value), value.size(), now);
  }

  @Override
  public EntryMetadata save(CacheKey key, ChildAddress at, Spool value, SaveOptions options)
      throws IOException {
    if (value.size() <= PlainKinds.LARGEST_JSON) {
      return save(key, at, Blob.wrap(value.toByteArray()), options);
    }
    EntryKind kind = PlainKinds.firstOfLarge(KindOrder.of(at.name()), value);
    store(at, kind, new StreamBody(Bodies.contentType(kind), value.size(), value::open));
    DigestInputStream bytes = new DigestInputStream(value.open(), PlainMarks.digest());
    bytes.transferTo(OutputStream.nullOutputStream());
    String hash = PlainMarks.hash(bytes.getMessageDigest());
    return marks.saved(key, hash, value.size(), Instant.ofEpochMilli(clock.millis()));
  }

  private void store(ChildAddress at, EntryKind kind, RequestBody body) {
    List<EntryKind> order = KindOrder.of(at.name());
    ChildName child = at.child().wire();
    at.store(
        children,
        data -> {
          Optional<StoredChild> stored = data.store(kind, child, body);
          if (stored.isPresent()) {
            order.subList(0, order.indexOf(kind)).forEach(before -> data.delete(before, child));
          }
          return stored;
        });
  }

  @Override
  public @Nullable Entry load(CacheKey key, ChildAddress at) {
    PlainMarks.Mark before = marks.find(key);
    Blob value =
        children
            .find(at.entry(), data -> first(at, kind -> data.load(kind, at.child().wire())))
            .orElse(null);
    return value == null ? null : new PlainEntry(value, before, marks.find(key));
  }

  /** Looks for a child of one kind. */
  private interface Look<T> {
    Optional<T> in(EntryKind kind);
  }

  private static <T> Optional<T> first(ChildAddress at, Look<T> look) {
    for (EntryKind kind : KindOrder.of(at.name())) {
      Optional<T> found = look.in(kind);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Loads the value: the service tells nothing else about a child that its bytes. */
  @Override
  public @Nullable EntryMetadata stat(CacheKey key, ChildAddress at) {
    Entry entry = load(key, at);
    return entry == null ? null : entry.metadata();
  }

  @Override
  public boolean exists(CacheKey key, ChildAddress at) {
    return children
        .find(
            at.entry(),
            data -> first(at, kind -> present(data.exists(kind, at.child().wire()), kind)))
        .isPresent();
  }

  private static <T> Optional<T> present(boolean there, T what) {
    return there ? Optional.of(what) : Optional.empty();
  }

  /** Removes the child that counts last, so that no older value shows meanwhile. */
  @Override
  public boolean delete(CacheKey key, ChildAddress at) {
    boolean deleted =
        children
            .find(
                at.entry(),
                data -> {
                  boolean any = false;
                  List<EntryKind> order = KindOrder.of(at.name());
                  for (int i = order.size() - 1; i >= 0; i--) {
                    any |= data.delete(order.get(i), at.child().wire());
                  }
                  return present(any, key);
                })
            .isPresent();
    marks.deleted(key);
    return deleted;
  }

  @Override
  public @Nullable BlobReader openRead(CacheKey key, ChildAddress at) {
    PlainMarks.Mark before = marks.find(key);
    MessageDigest digest = PlainMarks.digest();
    Spool spool =
        children
            .find(at.entry(), data -> first(at, kind -> spooled(data, kind, at, digest)))
            .orElse(null);
    if (spool == null) {
      return null;
    }
    String hash = PlainMarks.hash(digest);
    EntryMetadata metadata = PlainMarks.metadata(hash, spool.size(), before, marks.find(key));
    return BlobReader.of(metadata, spool.closing(spool.open()));
  }

  private static Optional<Spool> spooled(
      DataCalls data, EntryKind kind, ChildAddress at, MessageDigest digest) {
    return data.read(
        kind,
        at.child().wire(),
        stream -> {
          // It may be read again after a failure on the way.
          digest.reset();
          return Spool.of(new DigestInputStream(stream, digest));
        });
  }

  @Override
  public boolean isValue(EntryKind kind) {
    return true;
  }

  @Override
  public boolean isListed(CacheKey key, ChildAddress at, Optional<String> tag) {
    return true;
  }
}
