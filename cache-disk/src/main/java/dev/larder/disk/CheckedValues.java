package dev.larder.disk;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Which of the values of a segment that are handed out as views were found whole: one bit for each
 * KiB, because no two records with such values begin in the same one.
 *
 * <p>Such a value is checked when this process first reads it, and not again: its view shows
 * whatever the mapping holds, for as long as somebody keeps it, so that a check at each load would
 * be no promise either. Shorter values are checked each time, and copied.
 */
final class CheckedValues {

  /** Values up to there are copied out: that is cheaper than a view, and keeps no mapping alive. */
  static final int COPIED = 1 << 10;

  private static final int KIB_BITS = 10;

  private final int words;
  private volatile @Nullable AtomicLongArray found;

  /**
   * Makes it.
   *
   * @param capacity how long the segment may get
   */
  CheckedValues(int capacity) {
    this.words = (capacity >>> (KIB_BITS + 6)) + 1;
  }

  /** Returns whether a long value is, or was when it was looked at first, as it was written. */
  boolean isWhole(StoredRecord record) {
    AtomicLongArray now = found;
    int kib = record.at >>> KIB_BITS;
    if (now != null && (now.get(kib >>> 6) & (1L << kib)) != 0) {
      return true;
    }
    boolean whole = record.isValueWhole();
    if (whole) {
      note(kib);
    }
    return whole;
  }

  private void note(int kib) {
    AtomicLongArray now = found;
    if (now == null) {
      // Two threads may make one at a time: what one of them notes is looked at once more.
      now = new AtomicLongArray(words);
      found = now;
    }
    now.accumulateAndGet(kib >>> 6, 1L << kib, (before, bit) -> before | bit);
  }
}
