package dev.larder.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What the index needs to know of the records of a sealed segment, so that it can be opened without
 * reading them. Of each key there is an entry for the record that counts among those in the
 * segment, ordered by stripe:
 *
 * <pre>
 *  0 u64 {@link #MAGIC}
 *  8 u32 format version          12 u32 number of the segment
 * 16 u128 id of the store        32 u64 random number of the segment
 * 40 u64 published length of the segment
 * 48 u64 highest version         56 u64 latest savedAt
 * 64 u64 bytes of all records    72 u32 number of all records
 * 76 u32 stretches that are no records
 * 80 u32 1 if the segment was brought to the medium before    84 u32 zero
 * 88 u32 number of entries of stripe 0, and so on
 * 1112 entries
 *    u32 CRC32C of all before
 * </pre>
 *
 * An entry is the hash (u32), the offset (u32), the length of the record (u32), flags (u8: those of
 * the record, and {@link #OLDER}), then expiresAt (u64, with {@code EXPIRES}), the size of the file
 * (u64, with {@code LARGE}), the number of older records of the key in the segment, 255 at the most
 * (u8, with {@code OLDER}).
 */
final class Hint {

  static final long MAGIC = 0x3154_4E48_4452_414CL;
  static final int VERSION = 1;
  static final int COUNTS = 88;
  static final int HEAD = COUNTS + 4 * KeyBytes.STRIPES;
  static final int ENTRY = 13;
  static final int OLDER = 16;

  final Segment segment;
  private final ByteBuffer bytes;
  private int next = HEAD;

  // What the entry that the cursor is at says.
  int hash;
  int at;
  int length;
  int flags;
  long expiresAt;
  long fileSize;
  int older;

  private Hint(Segment segment, ByteBuffer bytes) {
    this.segment = segment;
    this.bytes = bytes;
  }

  /** Maps a hint if it is whole, of whichever format version; else returns null. */
  static @Nullable Hint map(Medium medium, Path file, Segment segment) throws IOException {
    if (!medium.exists(file)) {
      return null;
    }
    long size;
    try (Medium.OpenFile open = medium.openReadOnly(file)) {
      size = open.size();
    }
    if (size < HEAD + 4 || size > Integer.MAX_VALUE) {
      return null;
    }
    ByteBuffer bytes = medium.map(file, size, false).order(ByteOrder.LITTLE_ENDIAN);
    int crcAt = (int) size - 4;
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, crcAt));
    boolean whole = (int) crc.getValue() == bytes.getInt(crcAt) && bytes.getLong(0) == MAGIC;
    return whole ? new Hint(segment, bytes) : null;
  }

  /** Returns whether a newer release wrote it, in a way that this one does not understand. */
  boolean isNewer() {
    return bytes.getInt(8) > VERSION;
  }

  /** Returns whether it is of that segment, as it is now, in that store. */
  boolean isOf(StoreFormat store) {
    long end = length();
    return bytes.getInt(8) == VERSION
        && bytes.getInt(12) == segment.number
        && bytes.getLong(16) == store.idHigh()
        && bytes.getLong(24) == store.idLow()
        && bytes.getLong(32) == segment.id()
        && (segment.isSealed() ? end == segment.published() : end <= segment.bytes.capacity());
  }

  /** Returns whether the hint is, byte for byte, what it should be. */
  boolean isSame(byte[] expected) {
    return bytes.slice(0, bytes.capacity()).equals(ByteBuffer.wrap(expected));
  }

  long length() {
    return bytes.getLong(40);
  }

  long lastVersion() {
    return bytes.getLong(48);
  }

  long lastSavedAt() {
    return bytes.getLong(56);
  }

  long recordBytes() {
    return bytes.getLong(64);
  }

  int records() {
    return bytes.getInt(72);
  }

  int damagedStretches() {
    return bytes.getInt(76);
  }

  /** Returns whether what it says of the segment outlives a power cut. */
  boolean isDurable() {
    return bytes.getInt(80) == 1;
  }

  /** Returns how many entries there are of a stripe. */
  int count(int stripe) {
    return bytes.getInt(COUNTS + 4 * stripe);
  }

  /** Steps to the next entry; those of a stripe follow those of the stripe before. */
  void step() {
    int from = next;
    hash = bytes.getInt(from);
    at = bytes.getInt(from + 4);
    length = bytes.getInt(from + 8);
    flags = bytes.get(from + 12);
    next = from + ENTRY;
    expiresAt = (flags & StoredRecord.EXPIRES) != 0 ? takeLong() : StoredRecord.NEVER;
    fileSize = (flags & StoredRecord.LARGE) != 0 ? takeLong() : 0;
    older = (flags & OLDER) != 0 ? bytes.get(next++) & 0xff : 0;
  }

  private long takeLong() {
    long value = bytes.getLong(next);
    next += 8;
    return value;
  }

  boolean isTombstone() {
    return (flags & StoredRecord.TOMBSTONE) != 0;
  }
}
