package dev.larder.disk;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for each stripe of keys, held by one thread among those of all processes. What it guards
 * is the time from looking at a key to having written it.
 *
 * <p>A process that dies with a lock leaves nothing half done: what it wrote is published, or it is
 * not and will not be. Whoever waits for such a lock takes it over. One that is alive and does not
 * go on, because it was stopped or its disk hangs, keeps its lock: whoever waits gives up after a
 * while.
 */
final class KeyLocks {

  private static final long LOOKED_AFTER = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Control control;
  private final ProcessSlot process;
  private final Heir heir;
  private final long self;
  private final long patience;
  private final ReentrantLock[] threads = new ReentrantLock[KeyBytes.STRIPES + 1];

  /** Whether nobody is to wait any more for a lock that another process holds. */
  private volatile boolean closing;

  /** How many locks nobody gets any more, the first ones. Each is guarded by its own lock. */
  private volatile int closed;

  /** Told of a process that is dead before its locks are taken over. */
  interface Heir {
    void take(int slot) throws IOException;
  }

  KeyLocks(Control control, ProcessSlot process, Heir heir) {
    this(control, process, heir, PATIENCE);
  }

  KeyLocks(Control control, ProcessSlot process, Heir heir, long patience) {
    this.patience = patience;
    this.heir = heir;
    this.control = control;
    this.process = process;
    this.self = process.slot() + 1L;
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new ReentrantLock();
      // What the process before in this place has left.
      control.changeOwner(i, self, 0);
    }
  }

  /**
   * Waits for the lock.
   *
   * @throws HeldException if a process that is alive does not give it back
   * @throws Appender.ClosedException if this is closed
   */
  void lock(int stripe) throws IOException {
    threads[stripe].lock();
    boolean locked = false;
    try {
      requireOpen(stripe < closed);
      locked = control.changeOwner(stripe, 0, self);
      if (!locked) {
        await(stripe);
        locked = true;
      }
    } finally {
      if (!locked) {
        threads[stripe].unlock();
      }
    }
  }

  private static void requireOpen(boolean isClosed) throws Appender.ClosedException {
    if (isClosed) {
      throw new Appender.ClosedException();
    }
  }

  /** Locks the stripe if nobody holds it, this thread included. */
  boolean tryLock(int stripe) {
    if (threads[stripe].isHeldByCurrentThread() || !threads[stripe].tryLock()) {
      return false;
    }
    if (stripe >= closed && control.changeOwner(stripe, 0, self)) {
      return true;
    }
    threads[stripe].unlock();
    return false;
  }

  private void await(int stripe) throws IOException {
    long begin = System.nanoTime();
    long looked = begin;
    for (int spins = 0; !control.changeOwner(stripe, 0, self); spins++) {
      if (spins < 100) {
        Thread.onSpinWait();
        continue;
      }
      requireOpen(closing);
      LockSupport.parkNanos(50_000);
      long now = System.nanoTime();
      if (now - looked > LOOKED_AFTER) {
        free(stripe);
        looked = now;
      }
      if (now - begin > patience) {
        // Its owner may have died meanwhile, and who waits may have been held up as well.
        free(stripe);
        if (control.changeOwner(stripe, 0, self)) {
          return;
        }
        throw new HeldException(TimeUnit.NANOSECONDS.toMillis(patience));
      }
    }
  }

  /** Another process has held a lock for too long; nothing was written. */
  static final class HeldException extends IOException {
    private static final long serialVersionUID = 1L;

    HeldException(long millis) {
      super("another process has been writing to the same part of the store for " + millis + " ms");
    }
  }

  /** Frees the lock if its owner is dead. */
  void free(int stripe) throws IOException {
    long owner = control.owner(stripe);
    if (closing) {
      return;
    }
    if (owner > 0 && owner <= 256) {
      int slot = (int) owner - 1;
      process.ifDead(
          slot,
          () -> {
            heir.take(slot);
            control.changeOwner(stripe, owner, 0);
          });
    } else {
      control.changeOwner(stripe, owner, 0);
    }
  }

  void unlock(int stripe) {
    control.changeOwner(stripe, self, 0);
    threads[stripe].unlock();
  }

  /**
   * Waits until no thread of this process holds a lock, and gives none from then on: one that was
   * given back later could be that of the next process in this place.
   */
  void close() {
    closing = true;
    // In the order in which those take them who need several.
    for (int i = 0; i < threads.length; i++) {
      threads[i].lock();
      try {
        closed = i + 1;
      } finally {
        threads[i].unlock();
      }
    }
  }
}
