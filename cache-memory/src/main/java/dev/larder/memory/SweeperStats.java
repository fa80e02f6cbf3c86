package dev.larder.memory;

import java.time.Duration;

/**
 * What the sweeps of a {@link MemoryStorage} have done since it was opened, at one moment: those of
 * its thread and those that were asked for with {@link MemoryStorage#sweep()}.
 *
 * <p>Components may be added at the end before 1.0: read them by name, and leave the constructor to
 * Larder.
 *
 * @param runs sweeps that came to their end
 * @param removed expired entries that sweeps removed; those removed on other occasions are not here
 * @param errors sweeps that failed
 * @param lastDuration how long the last sweep took, failed or not; zero before the first
 */
public record SweeperStats(long runs, long removed, long errors, Duration lastDuration) {

  static final SweeperStats NONE = new SweeperStats(0, 0, 0, Duration.ZERO);

  SweeperStats afterRun(long removedNow, Duration took) {
    return new SweeperStats(runs + 1, removed + removedNow, errors, took);
  }

  SweeperStats afterError(Duration took) {
    return new SweeperStats(runs, removed, errors + 1, took);
  }
}
