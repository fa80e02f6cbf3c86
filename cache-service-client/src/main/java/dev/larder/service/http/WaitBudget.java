package dev.larder.service.http;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * How long one exchange may still wait for the other side. Only waiting counts, not what the caller
 * does between two reads; and what has moved gives time back, though never more than there was, so
 * that a large value may take its time and a peer that sends a byte now and then may not. Not
 * thread-safe.
 */
final class WaitBudget {

  /** An exchange that lasts longer has to move as many bytes in a second. */
  private static final int BYTES_PER_SECOND = 256 * 1024;

  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final Duration whole;
  private final long most;
  private long left;

  WaitBudget(Duration whole) {
    this.whole = whole;
    long nanos;
    try {
      nanos = whole.toNanos();
    } catch (ArithmeticException practicallyForEver) {
      nanos = Long.MAX_VALUE / 2;
    }
    this.most = nanos;
    this.left = nanos;
  }

  /** Returns what is left, at least one millisecond. */
  int millis() throws HttpTimeoutException {
    return (int) Math.min(Integer.MAX_VALUE, (nanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }

  /** Returns what is left, more than nothing. */
  long nanos() throws HttpTimeoutException {
    if (left <= 0) {
      throw exceeded();
    }
    return left;
  }

  private HttpTimeoutException exceeded() {
    return new HttpTimeoutException("no answer within " + whole.toMillis() + " ms");
  }

  /** Returns the failure of an exchange that has waited for too long, which that one ended. */
  HttpTimeoutException exceeded(IOException cause) {
    HttpTimeoutException late = exceeded();
    late.initCause(cause);
    return late;
  }

  /** Takes off the time since that reading of {@link System#nanoTime()}. */
  void spendSince(long start) {
    left -= System.nanoTime() - start;
  }

  void earn(long bytes) {
    left = Math.min(most, left + bytes * (NANOS / BYTES_PER_SECOND));
  }
}
