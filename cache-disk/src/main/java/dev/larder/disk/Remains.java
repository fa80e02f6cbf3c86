package dev.larder.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a process that died has left of a segment. Behind it there is a hole, which must not be read
 * through the mapping: in a file system in memory that takes room, and where there is none left the
 * system kills the reader.
 */
final class Remains {

  private static final int PAGE = 4096;

  private final Medium medium;
  private final Segment segment;

  /** The pages that have been written, all of them. */
  private final ByteBuffer written;

  private Remains(Medium medium, Segment segment, int end) {
    this.medium = medium;
    this.segment = segment;
    this.written = segment.bytes.slice(0, end).order(ByteOrder.LITTLE_ENDIAN);
  }

  static Remains of(Medium medium, Segment segment) throws IOException {
    int capacity = segment.bytes.capacity();
    int last = Math.max(segment.published(), lastByte(medium, segment));
    // Bytes are written one behind the other: the page of the last one is there, and all before.
    int page = (int) Math.min(capacity, (last + PAGE - 1L) / PAGE * PAGE);
    return new Remains(medium, segment, page);
  }

  /** Returns where the bytes end that are not zero. */
  private static int lastByte(Medium medium, Segment segment) throws IOException {
    byte[] piece = new byte[16 * PAGE];
    try (Medium.OpenFile file = medium.openReadOnly(segment.file)) {
      for (long end = segment.bytes.capacity(); end > 0; end -= piece.length) {
        long from = Math.max(0, end - piece.length);
        int count = (int) Math.min(file.read(from, piece), end - from);
        for (int i = count - 1; i >= 0; i--) {
          if (piece[i] != 0) {
            return (int) from + i + 1;
          }
        }
      }
    }
    return 0;
  }

  /** Returns where to stop looking for records. */
  int end() {
    return written.capacity();
  }

  /** Returns where the bytes of a part end that are not zero; its beginning if all are. */
  int lastByte(int from, int to) {
    int end = Math.min(to, written.capacity());
    while (end > from && written.get(end - 1) == 0) {
      end--;
    }
    return Math.max(from, end);
  }

  /** Returns the record there if its head is whole; its value may end in the hole. */
  @Nullable StoredRecord find(int at) {
    return end() - at < StoredRecord.SMALLEST
        ? null
        : StoredRecord.find(written, at, segment.bytes.capacity(), segment.number);
  }

  /** Returns whether the value is as it was written. */
  boolean isValueWhole(StoredRecord record) throws IOException {
    if (record.end() <= end()) {
      return record.isValueWhole();
    }
    // It is torn, or ends with pages of zeros: a file may be read where its mapping may not.
    byte[] value = new byte[record.valueLength];
    try (Medium.OpenFile file = medium.openReadOnly(segment.file)) {
      if (file.read(record.valueAt(), value) < value.length) {
        return false;
      }
    }
    CRC32C crc = new CRC32C();
    crc.update(value);
    return (int) crc.getValue() == record.valueCrc();
  }
}
