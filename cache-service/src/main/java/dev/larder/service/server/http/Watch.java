package dev.larder.service.server.http;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Looks every now and then for connections that wait for too long, and ends their waiting: a
 * time-out of each socket would cost two more calls of the system for each request. Also closes
 * those that were refused, when their refusal has had time to arrive.
 */
final class Watch {

  private static final long LAST_WORDS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_REFUSED = 256;

  private final Collection<Connection> connections;
  private final Duration step;
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private record Refused(Peer peer, long end) {}

  Watch(Collection<Connection> connections, Duration step) {
    this.connections = connections;
    this.step = step;
  }

  void start(String name) {
    Thread thread = new Thread(this::watch, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Closes the peer a little later, or at once after the stop. */
  void closeSoon(Peer peer) {
    refused.add(new Refused(peer, System.nanoTime() + LAST_WORDS));
    if (refused.size() > MOST_REFUSED) {
      Optional.ofNullable(refused.poll()).ifPresent(oldest -> oldest.peer().close());
    }
    if (isStopped()) {
      closeAllRefused();
    }
  }

  private boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void closeAllRefused() {
    for (Refused next = refused.poll(); next != null; next = refused.poll()) {
      next.peer().close();
    }
  }

  private void closeRefused(long now) {
    // The oldest is the first; whoever else closes them makes their number smaller, not their age.
    for (Refused next = refused.peek(); next != null && now - next.end() > 0; ) {
      next.peer().close();
      refused.remove(next);
      next = refused.peek();
    }
  }

  private void watch() {
    while (!isStopped()) {
      round();
    }
    closeAllRefused();
  }

  private void round() {
    try {
      if (!stopped.await(step.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        connections.forEach(connection -> connection.peer().endIfLate(now));
        closeRefused(now);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      stop();
    } catch (RuntimeException | Error failure) {
      // Whatever it is, mostly a full heap: without this thread nothing would ever be too late.
      HttpServer.endure("connections could not be watched", failure);
    }
  }

  void stop() {
    stopped.countDown();
  }
}
