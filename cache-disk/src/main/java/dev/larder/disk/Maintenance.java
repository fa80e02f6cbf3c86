package dev.larder.disk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** The thread that compacts, in the one process among all that holds the lock for it. */
final class Maintenance {

  private static final System.Logger LOG = System.getLogger("dev.larder");
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

  /** More than it takes when nobody writes; when somebody does it might never end. */
  private static final int MOST_PASSES = 8;

  private final Engine engine;
  private final Compactor compactor;
  private final long bytesPerSecond;
  private final ReentrantLock compacting = new ReentrantLock();
  private final Thread thread;

  /** Whether another process was compacting just now. Guarded by the lock. */
  private boolean isBusyElsewhere;

  private volatile long woken;
  private volatile boolean stopped;

  /**
   * @param bytesPerSecond how many bytes the thread reads of what it compacts, at the most
   */
  Maintenance(Engine engine, Compactor compactor, long bytesPerSecond) {
    this.engine = engine;
    this.compactor = compactor;
    this.bytesPerSecond = bytesPerSecond;
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

  /**
   * Compacts, or waits for the process that does; not for long, because that may stand still. Other
   * writers of this process wait for the one that helps.
   */
  private void help() {
    compacting.lock();
    try {
      long until = System.nanoTime() + PATIENCE;
      boolean more = true;
      while (more && !stopped && compactor.isOverdue()) {
        boolean compacted = compactOne(bytes -> {});
        boolean wait = !compacted && isBusyElsewhere && System.nanoTime() < until;
        if (wait) {
          LockSupport.parkNanos(1_000_000);
        }
        more = compacted || wait;
      }
    } finally {
      rest();
      compacting.unlock();
    }
  }

  /** Lets other processes compact. */
  private void rest() {
    compactor.rest();
    try {
      engine.store.process().endCompacting();
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "giving up a lock failed; it goes with the process");
    }
  }

  private void run() {
    OtherWriters others = new OtherWriters(versions(), engine.appender.appends.sum());
    while (!stopped) {
      LockSupport.parkNanos(INTERVAL);
      try {
        turn(others);
      } catch (RuntimeException | Error failure) {
        report(failure);
      }
    }
  }

  private void turn(OtherWriters others) {
    engine.noteTime();
    engine.store.hints().writePending();
    if (others.areToCompact(versions(), engine.appender.appends.sum())) {
      catchUp();
    } else {
      compact();
      engine.leftovers.look();
    }
  }

  /** Tells of what must not end the thread: a lack of memory, say, that goes by. */
  private void report(Throwable failure) {
    try {
      LOG.log(
          System.Logger.Level.WARNING,
          "maintenance of " + engine.store.layout().root() + " failed; tried again",
          failure);
    } catch (OutOfMemoryError untold) {
      // The next look, a second later, fails and is told, or does not.
    }
  }

  /** Returns what changes with each save and delete, whoever makes it, and with no copy. */
  private long versions() {
    return engine.store.control().lastVersion();
  }

  private boolean catchUp() {
    try {
      engine.publications.catchUp();
      return true;
    } catch (IOException left) {
      // Whoever asks for something tries it again, and is told.
      return false;
    }
  }

  private void compact() {
    compacting.lock();
    try {
      boolean more = true;
      while (!stopped && more) {
        more = compactOne(this::pause);
      }
    } finally {
      rest();
      compacting.unlock();
    }
  }

  private void pause(int bytes) {
    // At most what a chunk takes, so that a close does not wait long.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
    while (!stopped && !compactor.isOverdue() && System.nanoTime() < until) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private boolean compactOne(Compactor.Pace pace) {
    if (!catchUp()) {
      return false;
    }
    try {
      isBusyElsewhere = !engine.store.process().isCompactor();
      if (isBusyElsewhere) {
        return false;
      }
      engine.dead.seal();
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
      if (stopped) {
        throw new Appender.ClosedException();
      }
      if (!engine.store.process().isCompactor()) {
        return false;
      }
      engine.dead.seal();
      engine.appender.roll();
      // A tombstone is copied while there is what it hides, in its own segment or another, which
      // may be gone only after that.
      for (int pass = 0; pass < MOST_PASSES && compactSealed(); pass++) {
        compactor.endCopies();
      }
      engine.leftovers.remove();
      return true;
    } finally {
      rest();
      compacting.unlock();
    }
  }

  /** Returns whether there was anything to do. */
  private boolean compactSealed() throws IOException {
    boolean any = false;
    for (Segment segment : engine.segments()) {
      if (segment.isSealed() && segment.garbage() > 0) {
        compactor.compact(segment, () -> stopped, bytes -> {});
        any = true;
      }
    }
    return any;
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
    // Whoever compacts, on any thread, has to end before another process may begin.
    compacting.lock();
    try {
      rest();
    } finally {
      compacting.unlock();
    }
  }
}
