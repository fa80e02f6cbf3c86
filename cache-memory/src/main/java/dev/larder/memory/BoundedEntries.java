package dev.larder.memory;

import dev.larder.storage.CacheKey;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.Namespace;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a storage: a table, the time to live of its entries, and the bound on bytes.
 *
 * <p>Whoever takes an entry out of the table, and only that thread, gives back its bytes, takes it
 * from the wheel and counts it, so each entry counts at most once. Room is made by removing expired
 * entries first.
 */
final class BoundedEntries {

  // A write adds one entry and removes up to this many expired ones, so garbage cannot pile up.
  private static final int EXPIRED_PER_WRITE = 2;

  private final EntryTable table;
  private final ExpiryWheel wheel = new ExpiryWheel();
  private final AtomicLong bytes = new AtomicLong();
  private final LongSupplier clock;
  private final long maxEntries;
  private final long maxBytes;
  private final BiConsumer<CacheKey, EvictionCause> evictions;
  private volatile boolean closed;

  /**
   * Makes no entries.
   *
   * @param clock nanoseconds since some moment, from zero on
   * @param evictions is told of each entry that is removed unasked
   */
  BoundedEntries(
      MemoryStorageConfig config,
      LongSupplier clock,
      BiConsumer<CacheKey, EvictionCause> evictions) {
    this.clock = clock;
    this.maxEntries = config.maxEntries().orElse(Long.MAX_VALUE);
    this.maxBytes = config.maxSize();
    this.evictions = evictions;
    this.table =
        switch (config.eviction()) {
          case TINYLFU ->
              new TinyLfuTable(config.maxEntries(), maxBytes, this::excess, this::evicted);
          case LRU -> new LruTable(maxEntries, this::excess, this::evicted);
        };
  }

  /** Returns the entry, which counts as use of it, or null if there is none. */
  @Nullable MemoryEntry get(CacheKey key) {
    // Read before the entry is, because the processor looks for nothing ahead of a clock: so it can
    // fetch the value while it still compares the keys.
    long now = clock.getAsLong();
    MemoryEntry entry = table.get(key);
    return entry == null || entry.deadline > now ? entry : unlessExpired(key, entry);
  }

  /** Returns the entry, which does not count as use of it, or null if there is none. */
  @Nullable MemoryEntry peek(CacheKey key) {
    MemoryEntry entry = table.peek(key);
    return entry == null ? null : unlessExpired(key, entry);
  }

  /**
   * Puts the entry in place of what was there.
   *
   * @param now when the write began, which spares each step a clock of its own
   */
  void put(CacheKey key, MemoryEntry entry, long now) {
    prepare(key, entry, now);
    MemoryEntry replaced = table.put(key, entry);
    account(key, replaced, entry);
    if (replaced != null && replaced.deadline <= now) {
      evictions.accept(key, EvictionCause.EXPIRED);
    }
  }

  /** Puts the entry if there is none, and returns whether there was none. */
  boolean putIfAbsent(CacheKey key, MemoryEntry entry, long now) {
    while (peek(key) == null) {
      prepare(key, entry, now);
      if (table.putIfAbsent(key, entry)) {
        account(key, null, entry);
        return true;
      }
    }
    return false;
  }

  /** Puts the entry if there is one of that version, and returns whether there was. */
  boolean putIfVersion(CacheKey key, String version, MemoryEntry entry, long now) {
    MemoryEntry present = peek(key);
    while (present != null && present.hasVersion(version)) {
      prepare(key, entry, now);
      if (table.replace(key, present, entry)) {
        account(key, present, entry);
        return true;
      }
      present = peek(key);
    }
    return false;
  }

  /** Removes the entry and returns whether there was one. */
  boolean remove(CacheKey key) {
    MemoryEntry removed = table.remove(key);
    if (removed == null) {
      return false;
    }
    release(key, removed);
    if (isExpired(removed)) {
      evictions.accept(key, EvictionCause.EXPIRED);
      return false;
    }
    return true;
  }

  /** Removes the entries of the namespace and returns how many there were. */
  long clear(Namespace namespace) {
    long[] removed = {0};
    table.forEach(
        (key, entry) -> {
          if (key.namespace().equals(namespace) && remove(key)) {
            removed[0]++;
          }
        });
    return removed[0];
  }

  /** Visits the entries that are not expired. */
  void forEach(BiConsumer<CacheKey, MemoryEntry> visitor) {
    table.forEach(
        (key, entry) -> {
          if (!isExpired(entry)) {
            visitor.accept(key, entry);
          }
        });
  }

  /** Removes the entries that have expired by now, and returns how many this call removed. */
  long removeExpired() {
    long now = clock.getAsLong();
    long removed = 0;
    for (ExpiringEntry entry = wheel.poll(now); entry != null; entry = wheel.poll(now)) {
      if (expire(entry.key, entry)) {
        removed++;
      }
    }
    return removed;
  }

  /** Returns how many entries there are, expired ones that were not removed yet included. */
  long size() {
    return table.size();
  }

  /** Returns what all entries weigh, expired ones that were not removed yet included. */
  long bytes() {
    return Math.max(0, bytes.get());
  }

  /** Removes everything, telling nobody; so will each write that comes later. */
  void close() {
    closed = true;
    clear();
  }

  private void clear() {
    table.clear();
    wheel.clear();
    bytes.set(0);
  }

  /** Makes room for the new entry by removing expired ones alone. */
  private void prepare(CacheKey key, MemoryEntry entry, long now) {
    for (int removed = 0; removed < EXPIRED_PER_WRITE || isFull(key, entry); removed++) {
      ExpiringEntry expired = wheel.poll(now);
      if (expired == null) {
        break;
      }
      expire(expired.key, expired);
    }
  }

  private boolean isFull(CacheKey key, MemoryEntry entry) {
    return table.size() >= maxEntries || excess() + EntryWeight.of(key, entry) > 0;
  }

  private long excess() {
    // A write that the closing overtakes may count bytes that are not in the table any more, and
    // nobody must try to evict those.
    return closed ? Long.MIN_VALUE : bytes.get() - maxBytes;
  }

  /** Takes note of an entry in the table, and of the one that it replaced there. */
  private void account(CacheKey key, @Nullable MemoryEntry replaced, MemoryEntry entry) {
    wheel.exchange(replaced, entry);
    long added = EntryWeight.of(key, entry);
    if (replaced != null) {
      added -= EntryWeight.of(key, replaced);
    }
    if (added != 0) {
      bytes.addAndGet(added);
    }
    if (closed) {
      // Written after the closing had cleared the table, or about then.
      clear();
    } else {
      table.shrink(key);
    }
  }

  private @Nullable MemoryEntry unlessExpired(CacheKey key, MemoryEntry entry) {
    if (!isExpired(entry)) {
      return entry;
    }
    expire(key, entry);
    return null;
  }

  /** Reads the clock for entries with a time to live only. */
  private boolean isExpired(MemoryEntry entry) {
    return entry.deadline != MemoryEntry.NEVER && entry.deadline <= clock.getAsLong();
  }

  /** Removes that entry, not one that was written under its key meanwhile. */
  private boolean expire(CacheKey key, MemoryEntry entry) {
    if (!table.remove(key, entry)) {
      return false;
    }
    release(key, entry);
    evictions.accept(key, EvictionCause.EXPIRED);
    return true;
  }

  private void evicted(CacheKey key, MemoryEntry entry, long weight) {
    release(entry, weight);
    evictions.accept(key, isExpired(entry) ? EvictionCause.EXPIRED : EvictionCause.SIZE);
  }

  private void release(CacheKey key, MemoryEntry entry) {
    release(entry, EntryWeight.of(key, entry));
  }

  private void release(MemoryEntry entry, long weight) {
    bytes.addAndGet(-weight);
    if (entry instanceof ExpiringEntry expiring) {
      wheel.remove(expiring);
    }
  }
}
