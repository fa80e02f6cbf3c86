package dev.larder.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * A clock that stands still until a test moves it: a wall clock and a monotonic ticker in one.
 *
 * <p>The wall clock begins at a whole millisecond. The ticker begins one second before a {@code
 * long} overflows, which {@link System#nanoTime()} is free to do too. Thread-safe.
 */
public final class FakeClock implements InstantSource {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05.006Z");
  private static final long FIRST_TICK = Long.MAX_VALUE - 1_000_000_000L;

  private volatile Instant wall = START;
  private final AtomicLong ticks = new AtomicLong(FIRST_TICK);

  /** Makes a clock that shows the third hour of 2 January 2026. */
  public FakeClock() {}

  /** Returns the time of the wall clock. */
  @Override
  public Instant instant() {
    return wall;
  }

  /** Returns the monotonic time in nanoseconds; only differences have a meaning. */
  public long nanos() {
    return ticks.get();
  }

  /** Returns {@link #nanos()} as the function that stands in for {@link System#nanoTime()}. */
  public LongSupplier ticker() {
    return this::nanos;
  }

  /**
   * Moves the wall clock and the ticker on together.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public synchronized void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration (" + duration + ") must not be negative");
    }
    wall = wall.plus(duration);
    ticks.addAndGet(duration.toNanos());
  }

  /**
   * Sets the wall clock alone, forwards or back, as an administrator or a time server does. The
   * ticker does not move.
   */
  public synchronized void setWall(Instant instant) {
    wall = instant;
  }
}
