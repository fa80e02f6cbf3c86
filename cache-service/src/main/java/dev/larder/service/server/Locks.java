package dev.larder.service.server;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** A fixed number of locks, of which each name has one; several names may share one. */
final class Locks {

  private static final int COUNT = 256;

  private final ReadWriteLock[] locks = new ReadWriteLock[COUNT];

  Locks() {
    for (int i = 0; i < COUNT; i++) {
      locks[i] = new ReentrantReadWriteLock();
    }
  }

  /** Does something while nobody else holds the lock of that name. */
  <T> T alone(String name, Supplier<T> action) {
    return holding(of(name).writeLock(), action);
  }

  /** Does something while nobody holds the lock of that name alone. */
  <T> T shared(String name, Supplier<T> action) {
    return holding(of(name).readLock(), action);
  }

  private static <T> T holding(Lock lock, Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private ReadWriteLock of(String name) {
    int hash = name.hashCode();
    return locks[(hash ^ hash >>> 16) & COUNT - 1];
  }
}
