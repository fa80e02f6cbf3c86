package dev.larder.memory;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps at intervals on a daemon thread, and on request on the caller's.
 *
 * <p>The first sweep comes one interval after the start. After a sweep that failed the wait
 * doubles, up to {@link #LONGEST_BACK_OFF} or the interval if that is longer; after one that
 * succeeded it is the interval again. An {@link Error} ends the thread; {@link #start} makes a new
 * one.
 */
final class Sweeper {

  static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(10);
  static final Duration STOP_TIME = Duration.ofMillis(100);

  /** How the thread waits. */
  @FunctionalInterface
  interface Pause {
    /** Waits for that long or until the latch opens, and returns whether it did. */
    boolean await(CountDownLatch stop, Duration time) throws InterruptedException;
  }

  private static final System.Logger LOG = System.getLogger("dev.larder");

  private final String storage;
  private final Duration interval;
  private final LongSupplier sweep;
  private final Pause pause;
  // All guarded by this. The first two are null unless started.
  private @Nullable Thread thread;
  private @Nullable CountDownLatch stop;
  private boolean closed;
  private SweeperStats stats = SweeperStats.NONE;

  /**
   * Makes a sweeper that is not started.
   *
   * @param sweep removes the expired entries and returns how many it removed
   */
  Sweeper(String storage, Duration interval, LongSupplier sweep) {
    this(storage, interval, sweep, (stop, time) -> stop.await(time.toNanos(), NANOSECONDS));
  }

  Sweeper(String storage, Duration interval, LongSupplier sweep, Pause pause) {
    this.storage = storage;
    this.interval = interval;
    this.sweep = sweep;
    this.pause = pause;
  }

  /**
   * Starts the thread unless it runs; in place of a dead one it starts a new one.
   *
   * @return false if the sweeper is closed
   */
  synchronized boolean start() {
    if (closed || (thread != null && thread.isAlive())) {
      return !closed;
    }
    CountDownLatch stopNow = new CountDownLatch(1);
    Thread sweeping = new Thread(() -> run(stopNow), "larder-sweeper-" + storage);
    sweeping.setDaemon(true);
    sweeping.start();
    stop = stopNow;
    thread = sweeping;
    return true;
  }

  /**
   * Wakes and ends the thread, if there is one. Waits for it, but no longer than {@link
   * #STOP_TIME}: a sweep that is under way then ends later, and is the thread's last.
   */
  void stop() {
    Thread stopped = detach();
    if (stopped == null || stopped == Thread.currentThread()) {
      return;
    }
    try {
      stopped.join(STOP_TIME.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread as {@link #stop} does, and refuses to start another one. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    stop();
  }

  private synchronized @Nullable Thread detach() {
    Thread stopped = thread;
    if (stop != null) {
      stop.countDown();
    }
    stop = null;
    thread = null;
    return stopped;
  }

  /** Returns whether the thread runs, or nobody wants it to. */
  synchronized boolean isHealthy() {
    return thread == null || thread.isAlive();
  }

  /** Sweeps on this thread and returns what this sweep removed; what it throws is counted. */
  long sweepNow() {
    long start = System.nanoTime();
    long removed = -1;
    try {
      removed = sweep.getAsLong();
      return removed;
    } finally {
      record(removed, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private synchronized void record(long removed, Duration took) {
    stats = removed < 0 ? stats.afterError(took) : stats.afterRun(removed, took);
  }

  synchronized SweeperStats stats() {
    return stats;
  }

  private void run(CountDownLatch stopNow) {
    Duration wait = interval;
    try {
      while (!pause.await(stopNow, wait)) {
        wait = trySweep() ? interval : longer(wait);
      }
    } catch (InterruptedException interrupted) {
      // Nobody else knows this thread: whoever interrupts it wants it to end.
      Thread.currentThread().interrupt();
    }
  }

  private boolean trySweep() {
    try {
      sweepNow();
      return true;
    } catch (RuntimeException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "a sweep of the storage " + storage + " failed; the next one comes later",
          failure);
      return false;
    }
  }

  private Duration longer(Duration wait) {
    Duration longest = interval.compareTo(LONGEST_BACK_OFF) > 0 ? interval : LONGEST_BACK_OFF;
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(longest) < 0 ? twice : longest;
  }
}
