package dev.larder.disk;

import dev.larder.storage.CacheKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** Which key each byte of a store's segments and large values belongs to. */
final class RecordMap {

  /** A bit of a file, and the key of the record that it is in. */
  record Bit(Path file, long bit, Optional<CacheKey> key) {}

  private record Extent(Path file, long bytes) {}

  private final List<Extent> extents = new ArrayList<>();
  private final Map<Path, TreeMap<Integer, CacheKey>> records = new HashMap<>();
  private final Map<Path, CacheKey> large = new HashMap<>();
  private final Layout layout;
  private long bytes;

  /** Reads all segments that nobody appends to any more; one that is removed meanwhile is not. */
  RecordMap(Path root) throws IOException {
    this.layout = new Layout(root);
    for (Path file : Bits.files(layout.segments())) {
      int number = Layout.segmentNumber(file);
      if (number > 0) {
        try {
          read(file, number);
        } catch (NoSuchFileException compacted) {
          // What is needed of it is in another.
        }
      }
    }
    large.keySet().removeIf(file -> !Files.exists(file));
  }

  private void read(Path file, int number) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    // A segment that is just being made may not have its head yet.
    boolean sealed =
        content.capacity() >= Segment.HEAD
            && (content.getLong(Segment.PUBLISHED_AT) & Segment.SEALED) != 0;
    if (!sealed) {
      return;
    }
    TreeMap<Integer, CacheKey> keys = new TreeMap<>();
    int at = Segment.HEAD;
    while (at < content.capacity()) {
      StoredRecord record = StoredRecord.find(content, at, content.capacity(), number);
      if (record == null) {
        at++;
        continue;
      }
      CacheKey key = record.key().key();
      keys.put(at, key);
      LargeRef value = record.large();
      if (value != null) {
        large.put(layout.large(value.id()), key);
      }
      at = record.end();
    }
    records.put(file, keys);
    add(file, content.capacity());
  }

  private void add(Path file, long size) {
    extents.add(new Extent(file, size));
    bytes += size;
  }

  /** Adds the files of large values to those that bits are chosen from. */
  RecordMap withLargeValues() throws IOException {
    for (Path file : large.keySet()) {
      add(file, Files.size(file));
    }
    return this;
  }

  /** Returns any of the bits. */
  Bit any(Random random) {
    long at = (long) (random.nextDouble() * bytes);
    for (Extent extent : extents) {
      if (at < extent.bytes()) {
        return new Bit(extent.file(), 8 * at + random.nextInt(8), key(extent.file(), at));
      }
      at -= extent.bytes();
    }
    throw new IllegalStateException("no file");
  }

  private Optional<CacheKey> key(Path file, long at) {
    TreeMap<Integer, CacheKey> keys = records.get(file);
    if (keys == null) {
      return Optional.of(large.get(file));
    }
    Map.Entry<Integer, CacheKey> record = keys.floorEntry((int) at);
    return Optional.ofNullable(record).map(Map.Entry::getValue);
  }
}
