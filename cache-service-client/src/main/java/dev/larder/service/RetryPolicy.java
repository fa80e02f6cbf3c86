package dev.larder.service;

import java.time.Duration;

/**
 * How often a call is tried that is safe to repeat. Each wait is twice the one before, less up to a
 * half by chance; one that the service asks for takes its place.
 *
 * @param attempts how often at most, the first time included; at least 1
 * @param firstDelay how long to wait before the second attempt
 * @param maxDelay how long to wait at most; a service that asks for more is not asked again
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration maxDelay) {

  /** Every call once. */
  public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

  /** Three attempts, after 100 ms and 200 ms, and at most 5 s if the service asks for it. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(5));

  /** Checks the figures. */
  public RetryPolicy {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts (" + attempts + ") must be at least 1");
    }
    if (firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException(
          "maxDelay (" + maxDelay + ") must be at least firstDelay (" + firstDelay + ")");
    }
  }

  /** Returns the wait after that attempt, the first being 1, before chance takes its part. */
  Duration delayAfter(int attempt) {
    Duration delay = firstDelay.multipliedBy(1L << Math.min(20, attempt - 1));
    return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
  }
}
