package dev.larder.memory;

import java.time.Instant;

/**
 * The moment of a save by both clocks, and the number of the write.
 *
 * @param savedAt milliseconds of the wall clock
 * @param fraction what the wall clock showed beyond them, in nanoseconds
 * @param ticks nanoseconds of the ticker
 * @param version a number that no other write of the storage has
 */
record Stamp(long savedAt, long fraction, long ticks, long version) {

  private static final long NANOS_PER_MILLI = 1_000_000;

  static Stamp of(Instant wall, long ticks, long version) {
    long nanos = wall.getNano();
    long savedAt = wall.getEpochSecond() * 1000 + nanos / NANOS_PER_MILLI;
    return new Stamp(savedAt, nanos % NANOS_PER_MILLI, ticks, version);
  }

  /**
   * Returns the tick at which the wall clock will show {@code savedAt} and that time to live: the
   * fraction is not given on top, or an entry would outlive its {@code expiresAt()}.
   */
  long deadline(long timeToLiveMillis) {
    return ticks + timeToLiveMillis * NANOS_PER_MILLI - fraction;
  }
}
