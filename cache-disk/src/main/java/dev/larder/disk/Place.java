package dev.larder.disk;

/**
 * Where a record is, in one number: 32 bits for the segment, one that says that the entry is gone
 * (a tombstone, or expired and missed), 31 for the offset.
 */
final class Place {

  /** No place: what a new array holds. Segment 0 does not exist. */
  static final long NONE = 0;

  /** Not a place either: look again. */
  static final long AGAIN = -1;

  private static final long GONE = 1L << 31;

  private Place() {}

  static long of(int segment, int at) {
    return ((long) segment << 32) | at;
  }

  static long gone(long place) {
    return place | GONE;
  }

  static boolean isGone(long place) {
    return (place & GONE) != 0;
  }

  static int segment(long place) {
    return (int) (place >>> 32);
  }

  static int at(long place) {
    return (int) (place & 0x7fffffffL);
  }
}
