package dev.larder.disk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** The thread that compacts, in the one process among all that holds the lock for it. */
final class Maintenance {

  private static final System.Logger LOG = System.getLogger("dev.larder");
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final long BYTES_PER_SECOND = 128L << 20;

  private final Engine engine;
  private final Compactor compactor;
  private final ReentrantLock compacting = new ReentrantLock();
  private final Thread thread;
  private volatile long woken;
  private volatile boolean stopped;

  Maintenance(Engine engine, Compactor compactor) {
    this.engine = engine;
    this.compactor = compactor;
    this.thread = new Thread(this::run, "larder-disk-compaction");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Wakes the thread if there is something to do; helps if there is too much of it. */
  void poke() {
    if (!compactor.isNeeded()) {
      return;
    }
    // Once for each segment that was begun, not for each save: until then there is nothing new.
    long next = engine.store.control().nextSegment();
    if (next != woken) {
      woken = next;
      LockSupport.unpark(thread);
    }
    if (compactor.isOverdue()) {
      help();
    }
  }

  private void help() {
    compacting.lock();
    try {
      if (!stopped && compactor.isOverdue()) {
        compactOne(bytes -> {});
      }
    } finally {
      compacting.unlock();
    }
  }

  private void run() {
    while (!stopped) {
      LockSupport.parkNanos(INTERVAL);
      engine.store.hints().writePending();
      compacting.lock();
      try {
        boolean more = true;
        while (!stopped && more) {
          more = compactOne(this::pause);
        }
      } finally {
        compacting.unlock();
      }
    }
  }

  private void pause(int bytes) {
    // At most what a chunk takes, so that a close does not wait long.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(bytes) / BYTES_PER_SECOND;
    while (!stopped && !compactor.isOverdue() && System.nanoTime() < until) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean compactOne(Compactor.Pace pace) {
    try {
      engine.publications.catchUp();
      if (!engine.store.process().isCompactor()) {
        return false;
      }
      compactor.sealForDead();
      Segment victim = compactor.choose();
      return victim != null && compactor.compact(victim, () -> stopped, pace);
    } catch (IOException failure) {
      if (!stopped) {
        LOG.log(
            System.Logger.Level.WARNING,
            "compaction in " + engine.store.layout().root() + " failed; tried again later",
            failure);
      }
      return false;
    }
  }

  /**
   * Compacts all segments that hold garbage, on this thread.
   *
   * @return false if another process is the one that compacts
   */
  boolean compactAll() throws IOException {
    compacting.lock();
    try {
      if (!engine.store.process().isCompactor()) {
        return false;
      }
      compactor.sealForDead();
      engine.appender.roll();
      for (Segment segment : engine.segments()) {
        if (segment.isSealed() && segment.garbage() > 0) {
          compactor.compact(segment, () -> stopped, bytes -> {});
        }
      }
      return true;
    } finally {
      compacting.unlock();
    }
  }

  /**
   * Ends the thread. A segment that is being compacted stays as it is; what was copied out of it is
   * good as well.
   */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    long until = System.nanoTime() + INTERVAL;
    while (thread.isAlive() && System.nanoTime() < until) {
      LockSupport.parkNanos(100_000);
    }
  }
}
