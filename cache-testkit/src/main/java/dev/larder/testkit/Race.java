package dev.larder.testkit;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Threads that begin together, and waiting with a deadline. */
final class Race {

  /** As many writers as the contract speaks of. */
  static final int THREADS = 16;

  /** When threads hang: many times what the longest test takes on a slow machine. */
  static final long DEADLINE_SECONDS = 300;

  private static final long LONGEST_LOOK = Duration.ofMillis(10).toNanos();

  private Race() {}

  /** What one of the threads does. */
  @FunctionalInterface
  interface Runner<T> {
    T run(int thread) throws Exception;
  }

  /**
   * Runs all threads at once and returns their results in their order; rethrows the first failure.
   */
  static <T> List<T> run(int threads, Runner<T> runner) {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Callable<T>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      int thread = i;
      tasks.add(
          () -> {
            start.await(DEADLINE_SECONDS, SECONDS);
            return runner.run(thread);
          });
    }
    return runAll(tasks);
  }

  /** Runs the tasks side by side, each on a thread of its own, as {@link #run} does. */
  static <T> List<T> runAll(List<Callable<T>> tasks) {
    ExecutorService pool = Executors.newFixedThreadPool(tasks.size());
    try {
      List<Future<T>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(pool.submit(task)));
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(DEADLINE_SECONDS, SECONDS));
      }
      return results;
    } catch (ExecutionException failed) {
      throw rethrown(failed.getCause());
    } catch (TimeoutException late) {
      throw new AssertionError("threads hang after " + DEADLINE_SECONDS + " s", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the test was interrupted", interrupted);
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * Returns whether the condition came true before the time was over. From one look to the next a
   * few milliseconds count at the most: while a busy machine lets nobody run, the storage cannot do
   * its part either.
   */
  static boolean within(Duration time, BooleanSupplier condition) {
    long left = time.toNanos();
    long last = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (left <= 0) {
        return false;
      }
      LockSupport.parkNanos(200_000);
      long now = System.nanoTime();
      left -= Math.min(now - last, LONGEST_LOOK);
      last = now;
    }
    return true;
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("a thread failed", cause);
  }
}
