package dev.larder.testkit;

import dev.larder.spi.AbstractStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A small, honest storage over a directory: a file per entry, checked as a whole by a checksum. */
class ShelfStorage extends AbstractStorage {

  private static final String SUFFIX = ".shelf";

  final Path directory;
  private final FakeClock clock;

  private record Kept(CacheKey key, Blob value, EntryMetadata metadata) implements Entry {}

  ShelfStorage(Path directory, StorageSetup setup) {
    super(
        StorageInfo.builder("shelf")
            .capabilities(
                Capability.TTL,
                Capability.EMPTY_VALUES,
                Capability.LISTING,
                Capability.STREAMING,
                Capability.EXACT_SIZE)
            .persistent(true)
            .maxValueSize(setup.maxValueSize().orElse(32L << 20))
            .build(),
        setup.listener());
    this.directory = directory;
    this.clock = setup.clock();
  }

  // Open to the broken variants.

  boolean isWhole(byte[] file) {
    return file.length >= 8
        && ByteBuffer.wrap(file, file.length - 8, 8).getLong() == checksum(file, file.length - 8);
  }

  String nextVersion() {
    return UUID.randomUUID().toString();
  }

  void publish(Path file, byte[] bytes) throws IOException {
    Path temporary = directory.resolve(file.getFileName() + ".new");
    Files.write(temporary, bytes);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  boolean isEntry(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  final Path file(CacheKey key) {
    byte[] name = key.toString().getBytes(StandardCharsets.UTF_8);
    return directory.resolve(UUID.nameUUIDFromBytes(name) + SUFFIX);
  }

  @Override
  protected synchronized EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
    Instant now = clock.instant();
    Instant expiry = options.ttl().map(now::plus).orElse(null);
    EntryMetadata metadata =
        EntryMetadata.builder(value.size(), nextVersion(), now).expiresAt(expiry).build();
    try {
      publish(file(key), encoded(key, value, metadata));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return metadata;
  }

  private static byte[] encoded(CacheKey key, Blob value, EntryMetadata metadata)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(key.namespace().value());
    out.writeUTF(key.name());
    out.writeUTF(metadata.version());
    out.writeLong(metadata.savedAt().toEpochMilli());
    out.writeLong(metadata.expiresAt().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
    out.writeInt(value.size());
    value.writeTo(out);
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  private Kept read(Path file) {
    try {
      byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      if (!isWhole(bytes)) {
        return null;
      }
      Kept kept = decoded(bytes);
      boolean alive =
          kept.metadata().expiresAt().filter(e -> !clock.instant().isBefore(e)).isEmpty();
      return alive ? kept : null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Kept decoded(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    CacheKey key = CacheKey.of(in.readUTF(), in.readUTF());
    String version = in.readUTF();
    Instant saved = Instant.ofEpochMilli(in.readLong());
    long expiry = in.readLong();
    byte[] value = in.readNBytes(in.readInt());
    EntryMetadata metadata =
        EntryMetadata.builder(value.length, version, saved)
            .expiresAt(expiry == Long.MIN_VALUE ? null : Instant.ofEpochMilli(expiry))
            .build();
    return new Kept(key, Blob.wrap(value), metadata);
  }

  @Override
  protected synchronized Entry doLoad(CacheKey key) {
    return read(file(key));
  }

  @Override
  protected synchronized EntryMetadata doStat(CacheKey key) {
    Kept kept = read(file(key));
    return kept == null ? null : kept.metadata();
  }

  @Override
  protected synchronized boolean doDelete(CacheKey key) {
    boolean there = read(file(key)) != null;
    try {
      Files.deleteIfExists(file(key));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return there;
  }

  @Override
  protected synchronized KeyPage doListKeys(KeyQuery query) {
    List<CacheKey> keys = new ArrayList<>(keysOf(query.namespace()));
    keys.removeIf(key -> !query.selects(key, Set.of()));
    keys.sort(null);
    // A cursor is the query's namespace and the last key's name.
    String start = query.namespace() + "/";
    query.cursor().ifPresent(c -> requireOwn(c, start));
    query.cursor().ifPresent(c -> keys.removeIf(key -> key.toString().compareTo(c) <= 0));
    if (keys.size() <= query.pageSize()) {
      return new KeyPage(keys, Optional.empty());
    }
    List<CacheKey> page = keys.subList(0, query.pageSize());
    return new KeyPage(page, Optional.of(page.get(page.size() - 1).toString()));
  }

  private static void requireOwn(String cursor, String start) {
    if (!cursor.startsWith(start)) {
      throw new IllegalArgumentException("cursor (" + cursor + ") is not one of this query");
    }
  }

  private List<CacheKey> keysOf(Namespace namespace) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(this::isEntry)
          .map(this::read)
          .filter(kept -> kept != null && kept.key().namespace().equals(namespace))
          .map(Kept::key)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  protected void doClose() {}
}
