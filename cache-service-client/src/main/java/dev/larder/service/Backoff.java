package dev.larder.service;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** Whether, and after what wait, a call is tried again. Thread-safe. */
final class Backoff {

  /** How to wait. */
  @FunctionalInterface
  interface Sleeper {

    void sleep(Duration duration) throws InterruptedException;
  }

  private static final double MOST_TAKEN_OFF = 0.5;

  private final RetryPolicy policy;
  private final Sleeper sleeper;
  private final InstantSource clock;
  private final DoubleSupplier chance;

  Backoff(RetryPolicy policy) {
    this(
        policy,
        duration -> Thread.sleep(duration.toMillis()),
        InstantSource.system(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  Backoff(RetryPolicy policy, Sleeper sleeper, InstantSource clock, DoubleSupplier chance) {
    this.policy = policy;
    this.sleeper = sleeper;
    this.clock = clock;
    this.chance = chance;
  }

  /**
   * Returns whether there is to be another attempt.
   *
   * @param attempt the one that failed, the first being 1
   * @param retryAfter what the service asks for: seconds or a date
   */
  boolean isLeft(int attempt, Optional<String> retryAfter) {
    return attempt < policy.attempts()
        && retryAfter
            .flatMap(this::parse)
            .map(asked -> asked.compareTo(policy.maxDelay()) <= 0)
            .orElse(true);
  }

  /** Waits for the attempt after that one. */
  void await(int attempt, Optional<String> retryAfter) throws InterruptedException {
    sleeper.sleep(retryAfter.flatMap(this::parse).orElseGet(() -> own(attempt)));
  }

  private Duration own(int attempt) {
    double share = 1 - MOST_TAKEN_OFF * chance.getAsDouble();
    return Duration.ofNanos((long) (policy.delayAfter(attempt).toNanos() * share));
  }

  private Optional<Duration> parse(String text) {
    try {
      if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
      Duration wait = Duration.between(clock.instant(), date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException | NumberFormatException | ArithmeticException neither) {
      return Optional.empty();
    }
  }
}
