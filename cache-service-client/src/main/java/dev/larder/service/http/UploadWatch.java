package dev.larder.service.http;

import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Cuts connections whose peer has stopped reading what is sent: a write to a socket waits for ever
 * otherwise. Its thread runs from the first body that is larger than what sockets buffer.
 * Thread-safe.
 */
final class UploadWatch implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;

  UploadWatch() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "larder-service-uploads");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Writes those bytes, or closes the connection when the budget is spent. */
  void write(HttpConnection connection, byte[] bytes, int length, WaitBudget budget)
      throws IOException {
    long start = System.nanoTime();
    ScheduledFuture<?> cut =
        timer.schedule(connection::close, budget.nanos(), TimeUnit.NANOSECONDS);
    try {
      connection.write(bytes, 0, length);
    } catch (IOException failure) {
      if (cut.isDone()) {
        IOException late = budget.exceeded();
        late.addSuppressed(failure);
        throw late;
      }
      throw failure;
    } finally {
      cut.cancel(false);
      budget.spendSince(start);
      budget.earn(length);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
