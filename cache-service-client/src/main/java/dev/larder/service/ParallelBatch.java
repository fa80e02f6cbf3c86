package dev.larder.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Work on many items by several threads: the caller's, and as many as an executor lends. When one
 * is interrupted all are, so that the work ends as it does in one thread; and none goes on when
 * {@link #run} has returned.
 */
final class ParallelBatch<T> {

  private final List<T> items;
  private final Consumer<T> work;
  private final AtomicInteger next = new AtomicInteger();

  /** The threads lent by the executor that are at work. Guarded by this. */
  private final List<Thread> lent = new ArrayList<>();

  private boolean over;

  /**
   * Makes the batch.
   *
   * @param work what is done with each item; a failure of it must be {@code CANCELLED} where the
   *     thread was interrupted, with its flag set, and never leaves it
   */
  ParallelBatch(List<T> items, Consumer<T> work) {
    this.items = items;
    this.work = work;
  }

  /**
   * Does all the work.
   *
   * @param helpers how many threads to ask for beside this one; work goes on with fewer
   */
  void run(Executor executor, int helpers) {
    try {
      lend(executor, Math.min(helpers, items.size() - 1));
      doWork();
    } finally {
      // Nobody is to begin another one, even if this ends by an error.
      next.set(items.size());
      end();
    }
  }

  private void lend(Executor executor, int most) {
    try {
      for (int i = 0; i < most; i++) {
        executor.execute(this::help);
      }
    } catch (RejectedExecutionException | OutOfMemoryError none) {
      // All are at work or closed, or the system has no thread to give: this one does the rest.
    }
  }

  private void doWork() {
    for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
      work.accept(items.get(i));
    }
  }

  private void help() {
    synchronized (this) {
      if (over) {
        return;
      }
      lent.add(Thread.currentThread());
    }
    try {
      doWork();
    } finally {
      synchronized (this) {
        lent.remove(Thread.currentThread());
        // An interrupt was meant for this work, and not for what the thread does next.
        Thread.interrupted();
        notifyAll();
      }
    }
  }

  /** Waits for the lent threads; interrupts them where this one is interrupted. */
  private synchronized void end() {
    over = true;
    boolean interrupted = Thread.interrupted();
    while (!lent.isEmpty()) {
      if (interrupted) {
        lent.forEach(Thread::interrupt);
      }
      try {
        wait();
      } catch (InterruptedException now) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
