package dev.larder.memory;

import com.github.benmanes.caffeine.cache.Policy.Eviction;
import dev.larder.storage.CacheKey;

/**
 * Keeps Caffeine's bound on entries near the number that fits into the bound on bytes.
 *
 * <p>Caffeine gives each of its regions, for new and for proven entries, a share of its bound. Were
 * the bound on bytes reached long before, the region for proven entries would never be full, and
 * what came into it would never leave. So where far fewer entries fit than Caffeine was told, it is
 * told so; and it is told more again before it would evict on that account.
 *
 * <p>Caffeine takes no note of loads until it is half full, and then knows nothing to tell its
 * entries apart by. A bound of nothing, which it reaches empty, makes it begin at once. What it
 * learns until it is half full about the best share of its regions would mislead it later, when
 * entries compete, and is made to be forgotten then.
 */
final class FittingBound {

  // More than the threads that may pass the check below before one of them raises the bound.
  private static final long SLACK = 64;

  private final Eviction<CacheKey, MemoryEntry> eviction;
  private final long maxEntries;
  private volatile long told;
  private volatile boolean competing;

  FittingBound(Eviction<CacheKey, MemoryEntry> eviction, long maxEntries) {
    this.eviction = eviction;
    this.maxEntries = maxEntries;
    this.told = maxEntries;
    eviction.setMaximum(0);
    eviction.setMaximum(maxEntries);
  }

  /** Raises the bound, if it was lowered and the table is about to reach it. */
  void makeWay(long entries) {
    if (!competing && entries >= maxEntries / 2) {
      compete();
    }
    if (told < maxEntries && entries + SLACK > told) {
      raise(entries);
    }
  }

  private synchronized void compete() {
    if (!competing) {
      competing = true;
      // Another bound makes Caffeine begin anew. A larger one, because that evicts nothing.
      eviction.setMaximum(told + 1);
      eviction.setMaximum(told);
    }
  }

  private synchronized void raise(long entries) {
    if (entries + SLACK > told) {
      tell(Math.min(maxEntries, entries + entries / 2 + 4 * SLACK));
    }
  }

  /** Lowers the bound, if far fewer entries than that filled the bytes. */
  synchronized void follow(long entries) {
    if (told > 2 * entries + 8 * SLACK) {
      tell(Math.min(maxEntries, entries + entries / 4 + 4 * SLACK));
    }
  }

  private void tell(long bound) {
    eviction.setMaximum(bound);
    told = bound;
  }
}
