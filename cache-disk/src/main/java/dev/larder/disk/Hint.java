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
 * An entry is the hash (u24), how far behind the offset of the entry before in its stripe its own
 * is (v), the length of the record and flags (v, length * 16 + flags), then expiresAt (u64, with
 * {@code EXPIRES}), the size of the file (u64, with {@code LARGE}), the number of older records of
 * the key in the segment, 255 at the most (u8, with {@code OLDER}). Flags are those of the record,
 * but {@link #OLDER} in place of {@code LABELS}. A v is a number in groups of seven bits, the low
 * ones first, in bytes whose highest bit says that another one follows. Entries of a stripe are
 * ordered by offset.
 */
final class Hint {

  static final long MAGIC = 0x3154_4E48_4452_414CL;
  static final int VERSION = 1;
  static final int COUNTS = 88;
  static final int HEAD = COUNTS + 4 * KeyBytes.STRIPES;

  /** The most that an entry takes. */
  static final int LONGEST_ENTRY = 3 + 5 + 5 + 8 + 8 + 1;

  static final int OLDER = StoredRecord.LABELS;
  static final int FLAG_BITS = 4;

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
    if (!medium.exists(file) || medium.isForeign(file)) {
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

  /** Goes to before the first entry of a stripe, which follow those of the stripe before. */
  void begin() {
    at = 0;
  }

  /** Steps to the next entry of the stripe. */
  void step() {
    hash = (bytes.getInt(next - 1) >>> 8);
    next += 3;
    at += takeNumber();
    int form = takeNumber();
    length = form >>> FLAG_BITS;
    flags = form & ((1 << FLAG_BITS) - 1);
    expiresAt = (flags & StoredRecord.EXPIRES) != 0 ? takeLong() : StoredRecord.NEVER;
    fileSize = (flags & StoredRecord.LARGE) != 0 ? takeLong() : 0;
    older = (flags & OLDER) != 0 ? bytes.get(next++) & 0xff : 0;
  }

  private int takeNumber() {
    int number = 0;
    for (int shift = 0; ; shift += 7) {
      byte group = bytes.get(next++);
      number |= (group & 0x7f) << shift;
      if (group >= 0) {
        return number;
      }
    }
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
