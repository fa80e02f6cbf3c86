package dev.larder.disk;

import java.nio.ByteBuffer;

/**
 * How the fixed fields at the front of a record lie. The byte at {@value #FLAGS_AT} holds the flags
 * in its low four bits, the shape in the next two, and binary 10 in the others. What follows it
 * depends on the shape: values of more than 255 bytes make the wide one cheap.
 *
 * <pre>
 *          key length  value length  savedAt            version
 * shape 0  u8 at 9     u8 at 10      u40 at 11, from {@link #EPOCH}  u24 at 16
 * shape 1  u8 at 9     u8 at 10      u40 at 11, from {@link #EPOCH}  u32 at 16
 * shape 2  u16 at 9    u32 at 11     u48 at 15                       u48 at 21
 * </pre>
 */
final class RecordHead {

  static final int FLAGS_AT = 8;

  /** The length of these fields in the shortest shape, and in the longest. */
  static final int SHORTEST = 19;

  static final int LONGEST = 27;

  /** The beginning of 2020, in ms: forty bits from there on last until 2054. */
  static final long EPOCH = 1_577_836_800_000L;

  private static final long LOW = 0xffffffffL;
  private static final int FLAGS = 0x0f;
  private static final int SHAPE = 0x30;
  private static final int MARKS = 0xc0;
  private static final int MARK = 0x80;
  private static final int SHAPE_0 = 0;
  private static final int SHAPE_1 = 0x10;
  private static final int WIDE = 0x20;

  private RecordHead() {}

  /** Returns the byte of flags and shape for a record. */
  static int form(int flags, int keyLength, int valueLength, Facts facts) {
    long since = facts.savedAt - EPOCH;
    boolean wide =
        keyLength > 0xff || valueLength > 0xff || since >>> 40 != 0 || facts.version >>> 32 != 0;
    int shape = wide ? WIDE : facts.version >>> 24 == 0 ? SHAPE_0 : SHAPE_1;
    return flags | shape | MARK;
  }

  /** Returns whether a byte may be that of flags and shape. */
  static boolean isForm(int form) {
    return (form & MARKS) == MARK && (form & SHAPE) <= WIDE;
  }

  static int flags(int form) {
    return form & FLAGS;
  }

  /** Returns the length of the fields, with those that the flags add. */
  static int length(int form) {
    int fixed = isWide(form) ? LONGEST : SHORTEST + ((form & SHAPE) >> 4);
    return fixed
        + ((form & StoredRecord.EXPIRES) != 0 ? 8 : 0)
        + ((form & StoredRecord.LABELS) != 0 ? 2 : 0);
  }

  private static boolean isWide(int form) {
    return (form & WIDE) != 0;
  }

  static int keyLength(ByteBuffer bytes, int at, int form) {
    return isWide(form) ? bytes.getShort(at + 9) & 0xffff : bytes.get(at + 9) & 0xff;
  }

  static int valueLength(ByteBuffer bytes, int at, int form) {
    return isWide(form) ? bytes.getInt(at + 11) : bytes.get(at + 10) & 0xff;
  }

  static long savedAt(ByteBuffer bytes, int at, int form) {
    return isWide(form)
        ? (bytes.getInt(at + 15) & LOW) | (bytes.getShort(at + 19) & 0xffffL) << 32
        : EPOCH + ((bytes.getInt(at + 11) & LOW) | (bytes.get(at + 15) & 0xffL) << 32);
  }

  static long version(ByteBuffer bytes, int at, int form) {
    if (isWide(form)) {
      return (bytes.getInt(at + 21) & LOW) | (bytes.getShort(at + 25) & 0xffffL) << 32;
    }
    // With three bytes: the one before them is there, one behind them may not be.
    return (form & SHAPE) == SHAPE_0 ? bytes.getInt(at + 15) >>> 8 : bytes.getInt(at + 16) & LOW;
  }

  /** Writes the fields from the flags to the version; what lies behind them is written later. */
  static void put(ByteBuffer bytes, int form, int keyLength, int valueLength, Facts facts) {
    bytes.put(FLAGS_AT, (byte) form);
    if (isWide(form)) {
      bytes.putShort(9, (short) keyLength).putInt(11, valueLength);
      bytes.putInt(15, (int) facts.savedAt).putShort(19, (short) (facts.savedAt >>> 32));
      bytes.putInt(21, (int) facts.version).putShort(25, (short) (facts.version >>> 32));
      return;
    }
    long since = facts.savedAt - EPOCH;
    bytes.put(9, (byte) keyLength).put(10, (byte) valueLength);
    // Its fourth byte and what is behind three are written over by what follows.
    bytes.putInt(11, (int) since).put(15, (byte) (since >>> 32));
    bytes.putInt(16, (int) facts.version);
  }
}
