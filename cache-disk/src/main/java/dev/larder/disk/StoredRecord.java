package dev.larder.disk;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record in a segment, read where it lies. All numbers are little endian.
 *
 * <pre>
 *  0 u32 head checksum: CRC32C of the bytes from 4 to the end of the labels, xor the salt of the place
 *  4 u32 CRC32C of the value
 *  8 the fields of the {@linkplain RecordHead head}
 *    u64 expiresAt in ms, with {@link #EXPIRES}
 *    u16 length of the labels, with {@link #LABELS}
 *    key, labels, value
 * </pre>
 */
final class StoredRecord {

  static final int TOMBSTONE = 1;
  static final int LARGE = 2;
  static final int EXPIRES = 4;
  static final int LABELS = 8;

  static final long NEVER = Long.MAX_VALUE;

  /** The bytes at the front of a record that are needed to see how long its head is. */
  static final int SMALLEST = RecordHead.SHORTEST + 1;

  private final ByteBuffer bytes;
  final int at;
  final int flags;
  final int keyLength;
  final int valueLength;
  private final int form;
  private final int labelsLength;
  private final int keyAt;

  private StoredRecord(ByteBuffer bytes, int at) {
    this.bytes = bytes;
    this.at = at;
    this.form = bytes.get(at + RecordHead.FLAGS_AT);
    this.flags = RecordHead.flags(form);
    this.keyLength = RecordHead.keyLength(bytes, at, form);
    this.valueLength = RecordHead.valueLength(bytes, at, form);
    this.keyAt = at + RecordHead.length(form);
    // Behind the end only in a damaged head, which is told by its checksum.
    this.labelsLength =
        hasLabelsField() && keyAt <= bytes.capacity() ? bytes.getShort(keyAt - 2) & 0xffff : 0;
  }

  /** Returns the record that begins there if its head is whole, else null. */
  static @Nullable StoredRecord find(ByteBuffer bytes, int at, int end, int segment) {
    return findSalted(bytes, at, end, salt(segment, at));
  }

  /** The same for a copy of the head, with the salt of the place that it was copied from. */
  static @Nullable StoredRecord findSalted(ByteBuffer bytes, int at, int end, int salt) {
    if (end - at < SMALLEST) {
      return null;
    }
    int form = bytes.get(at + RecordHead.FLAGS_AT);
    if (!RecordHead.isForm(form) || end - at < RecordHead.length(form)) {
      return null;
    }
    StoredRecord record = new StoredRecord(bytes, at);
    return record.isHeadWhole(end, salt) ? record : null;
  }

  private boolean isHeadWhole(int end, int salt) {
    return keyLength > 0
        && keyLength <= KeyBytes.MAX_LENGTH
        && valueLength >= 0
        && valueAt() + (long) valueLength <= end
        && valueAt() <= bytes.capacity()
        && (crc(at + 4, valueAt()) ^ salt) == bytes.getInt(at);
  }

  /** Returns what may be a record: whether its head is whole has not been looked at. */
  static StoredRecord at(ByteBuffer bytes, int at) {
    return new StoredRecord(bytes, at);
  }

  /** Returns whether the value is as it was written. */
  boolean isValueWhole() {
    return valueLength == 0
        ? bytes.getInt(at + 4) == 0
        : crc(valueAt(), end()) == bytes.getInt(at + 4);
  }

  private int crc(int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(from, to - from));
    return (int) crc.getValue();
  }

  /** Ties a record to its place, so that a block that strays from elsewhere is no record here. */
  static int salt(int segment, int at) {
    return segment * 0x9E3779B1 + at * 0x85EBCA77;
  }

  boolean isTombstone() {
    return (flags & TOMBSTONE) != 0;
  }

  boolean isLarge() {
    return (flags & LARGE) != 0;
  }

  boolean hasLabels() {
    return labelsLength > 0;
  }

  long version() {
    return RecordHead.version(bytes, at, form);
  }

  long savedAt() {
    return RecordHead.savedAt(bytes, at, form);
  }

  long expiresAt() {
    return (flags & EXPIRES) != 0 ? bytes.getLong(keyAt - (hasLabelsField() ? 10 : 8)) : NEVER;
  }

  private boolean hasLabelsField() {
    return (flags & LABELS) != 0;
  }

  /**
   * Returns whether the bytes at a place are that key, if there is a record; whether it is whole
   * has not been looked at.
   */
  static boolean hasKey(ByteBuffer bytes, int at, int end, KeyBytes key) {
    int form = bytes.get(at + RecordHead.FLAGS_AT);
    int keyAt = at + RecordHead.length(form);
    return RecordHead.keyLength(bytes, at, form) == key.bytes.length
        && keyAt + key.bytes.length <= end
        && key.matches(bytes, keyAt);
  }

  /** Returns whether both are records of one key. */
  boolean isOfKey(StoredRecord other) {
    return keyLength == other.keyLength
        && bytes.slice(keyAt, keyLength).equals(other.bytes.slice(other.keyAt, other.keyLength));
  }

  /** Returns the hash of the key from which {@link KeyBytes} takes stripe and hash. */
  long mixedKey() {
    return KeyBytes.mix(bytes, keyAt, keyLength);
  }

  KeyBytes key() {
    byte[] key = new byte[keyLength];
    bytes.get(keyAt, key);
    return new KeyBytes(key);
  }

  byte[] labels() {
    byte[] labels = new byte[labelsLength];
    bytes.get(keyAt + keyLength, labels);
    return labels;
  }

  int valueAt() {
    return keyAt + keyLength + labelsLength;
  }

  int end() {
    return valueAt() + valueLength;
  }

  int length() {
    return end() - at;
  }

  byte[] copy() {
    byte[] record = new byte[length()];
    bytes.get(at, record);
    return record;
  }

  byte[] valueCopy() {
    byte[] value = new byte[valueLength];
    bytes.get(valueAt(), value);
    return value;
  }

  ByteBuffer valueView() {
    return bytes.slice(valueAt(), valueLength);
  }

  int valueCrc() {
    return bytes.getInt(at + 4);
  }

  /**
   * Returns where a large value is, how long, and the checksum of its bytes; null if this is not
   * one, or damaged: it might name the file of another entry.
   */
  @Nullable LargeRef large() {
    if (!isLarge() || isTombstone() || valueLength != LargeRef.LENGTH || !isValueWhole()) {
      return null;
    }
    int value = valueAt();
    return new LargeRef(bytes.getLong(value), bytes.getLong(value + 8), bytes.getInt(value + 16));
  }

  /** Returns how much room the entry takes, its file included if that is known. */
  long weight() {
    return length() + largeSize();
  }

  /** Returns the size of the file of a large value; 0 if there is none, or nobody knows. */
  long largeSize() {
    LargeRef large = large();
    return large == null ? 0 : large.size();
  }
}
