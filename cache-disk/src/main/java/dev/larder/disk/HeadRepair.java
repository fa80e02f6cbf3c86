package dev.larder.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the one bit that was turned around in the head of a record. Without the head nobody knows
 * whose record it is, and an older one of the same key, or one that was deleted, would come back.
 */
final class HeadRepair {

  /** Longer heads, which are mostly labels, are given up: looking takes time by the square. */
  private static final int LONGEST = 4096;

  /** The fields that say how long a head is lie before this. */
  private static final int LENGTHS = RecordHead.LONGEST + 8 + 2;

  private HeadRepair() {}

  /**
   * Returns which bit from there on must be turned around for a record to begin there whose head is
   * whole; -1 if there is none, or too much is wrong.
   */
  static int find(ByteBuffer bytes, int at, int end, int segment) {
    int length = Math.min(end - at, LONGEST);
    if (length < StoredRecord.SMALLEST || isHole(bytes, at)) {
      return -1;
    }
    byte[] head = new byte[length];
    bytes.get(at, head);
    ByteBuffer copy = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int salt = StoredRecord.salt(segment, at);
    // Where the lengths are right the rest of the head is known; where not, the bit is in them.
    int looked = Math.max(LENGTHS, StoredRecord.at(copy, 0).valueAt());
    for (int bit = 0; bit < 8 * Math.min(length, looked); bit++) {
      head[bit / 8] ^= (byte) (1 << (bit % 8));
      if (StoredRecord.findSalted(copy, 0, end - at, salt) != null) {
        return bit;
      }
      head[bit / 8] ^= (byte) (1 << (bit % 8));
    }
    return -1;
  }

  private static boolean isHole(ByteBuffer bytes, int at) {
    return bytes.getLong(at) == 0 && bytes.getLong(at + 8) == 0;
  }
}
