package dev.larder.service;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Lets one thread at a time change a key. Keys share locks, so that there is a fixed number. */
final class KeyLocks {

  private static final int COUNT = 128;

  private final ReentrantLock[] locks = new ReentrantLock[COUNT];

  KeyLocks() {
    for (int i = 0; i < COUNT; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  <T> T with(String operation, CacheKey key, Supplier<T> work) {
    ReentrantLock lock = locks[(key.hashCode() >>> 7 ^ key.hashCode()) & (COUNT - 1)];
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CacheException(
          Code.CANCELLED,
          operation,
          key,
          "interrupted while another thread changed the key; nothing was done",
          interrupted);
    }
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
