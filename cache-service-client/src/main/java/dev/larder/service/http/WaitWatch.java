package dev.larder.service.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes the channels that are waited on for too long where a socket's own limit does not hold: a
 * write waits for ever, and TLS makes many reads of one. Knows all channels that are open, and
 * closes them with itself. Its thread runs from the first such wait on. Thread-safe.
 */
final class WaitWatch implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer;
  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  WaitWatch() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "larder-service-waits");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Returns a new channel's guard, which closes it with the watch at the latest. */
  Guard guard(SocketChannel channel) throws IOException {
    Guard guard = new Guard(channel);
    guards.add(guard);
    if (closed) {
      guard.close();
      throw closed();
    }
    return guard;
  }

  private static IOException closed() {
    return new IOException("the transport was closed");
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    guards.forEach(Guard::close);
  }

  /**
   * Guards the waits on one channel, one after the other. What it has the timer do is left there
   * for the waits to come, so that hardly one of them has to wake the timer.
   */
  final class Guard implements AutoCloseable {

    private final SocketChannel channel;
    private @Nullable ScheduledFuture<?> planned;
    private long plannedAt;
    private boolean waiting;
    private long until;
    private boolean cut;

    private Guard(SocketChannel channel) {
      this.channel = channel;
    }

    /** Closes the channel if the wait that begins here has not ended after so long. */
    synchronized void begin(long nanos) throws IOException {
      long now = System.nanoTime();
      until = now + nanos;
      waiting = true;
      if (planned == null || plannedAt - until > 0) {
        plan(nanos);
      }
    }

    private void plan(long nanos) throws IOException {
      if (planned != null) {
        planned.cancel(false);
      }
      plannedAt = until;
      try {
        planned = timer.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException over) {
        throw closed();
      }
    }

    private synchronized void look() {
      planned = null;
      long left = until - System.nanoTime();
      if (!waiting) {
        return;
      }
      try {
        if (left > 0) {
          plan(left);
        } else {
          cut = true;
          channel.close();
        }
      } catch (IOException closed) {
        // Then there is nothing to wait for any more.
      }
    }

    /** Ends the wait. */
    synchronized void end() {
      waiting = false;
    }

    /** Returns whether a wait has ended the channel. */
    synchronized boolean isCut() {
      return cut;
    }

    /** Closes the channel. */
    @Override
    public void close() {
      guards.remove(this);
      synchronized (this) {
        if (planned != null) {
          planned.cancel(false);
        }
      }
      try {
        channel.close();
      } catch (IOException gone) {
        // There is nothing left to give back.
      }
    }
  }
}
