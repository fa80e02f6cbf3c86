package dev.larder.service.server.http;

import java.time.Duration;

/**
 * How long the other side may still be waited for. Only waiting counts, not what the server does
 * meanwhile; and what has moved gives time back, though never more than there was, so that a large
 * value may take its time and a client that sends a byte now and then may not.
 *
 * <p>A watch may look at it from another thread; all else is for the thread of the connection.
 */
final class Patience {

  /** An exchange that lasts longer has to move as many bytes in a second. */
  private static final long BYTES_PER_SECOND = 64 * 1024;

  private static final long NANOS = 1_000_000_000L;
  private static final long FOR_EVER = Long.MAX_VALUE / 4;

  private long most;
  private long left;
  private long started;

  /** When the waiting that is going on has to end; 0 if there is none. */
  private volatile long deadline;

  /** Starts anew with that. */
  void allow(Duration time) {
    most = Math.min(FOR_EVER, nanos(time));
    left = most;
  }

  private static long nanos(Duration time) {
    return time.toSeconds() > FOR_EVER / NANOS ? FOR_EVER : time.toNanos();
  }

  /** Returns whether nothing is left of it. */
  boolean isSpent() {
    return left <= 0;
  }

  /** Begins to wait. */
  void begin() {
    started = System.nanoTime();
    // 0 is for nobody, and no time of which anything depends on a nanosecond.
    deadline = started + left | 1;
  }

  /** Ends the waiting, by which so many bytes have moved. */
  void end(int bytes) {
    deadline = 0;
    long spent = System.nanoTime() - started;
    left = Math.min(most, left - spent + Math.max(0, bytes) * (NANOS / BYTES_PER_SECOND));
  }

  /** Returns whether the other side is waited for, and has been for too long. */
  boolean isOver(long now) {
    long until = deadline;
    return until != 0 && now - until > 0;
  }
}
