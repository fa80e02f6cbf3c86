package dev.larder;

import java.time.Duration;
import java.util.Objects;

/**
 * What a cache has counted since it was made, at one moment. Counting is always on.
 *
 * <p>Components may be added at the end before 1.0: read them by name, and leave the constructor to
 * Larder.
 *
 * @param hits values that were found
 * @param misses values that were not found, or could not be decoded; callers that join a
 *     computation under way count here
 * @param loads computations that gave a value
 * @param loadFailures computations that threw
 * @param loadTime the time of all computations together
 * @param undecodable stored values that could not be decoded
 * @param puts values stored with {@code put}
 * @param invalidations values removed
 * @param errors computed values that could not be stored
 */
public record CacheStats(
    long hits,
    long misses,
    long loads,
    long loadFailures,
    Duration loadTime,
    long undecodable,
    long puts,
    long invalidations,
    long errors) {

  /** Checks that the time is not null. */
  public CacheStats {
    Objects.requireNonNull(loadTime, "loadTime");
  }

  /** Returns the share of look-ups that hit, 0 to 1; 0 if there was none. */
  public double hitRate() {
    long lookUps = hits + misses;
    return lookUps == 0 ? 0 : (double) hits / lookUps;
  }
}
