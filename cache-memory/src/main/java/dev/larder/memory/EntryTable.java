package dev.larder.memory;

import dev.larder.storage.CacheKey;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Entries by key, with a policy that says which to give up. It knows nothing of time: an expired
 * entry is an entry.
 *
 * <p>Thread-safe; each method but {@link #forEach} and {@link #clear} is atomic. Entries are
 * compared by identity. An entry leaves the table exactly once: as the answer of one of these
 * methods, or through the consumer of evicted entries that the table was made with. That consumer
 * may be called while the table holds a lock.
 */
interface EntryTable {

  /** Is told of the entries that the policy gives up. */
  @FunctionalInterface
  interface Evictions {
    /** The entry of that key, which weighs that many bytes, has left the table. */
    void accept(CacheKey key, MemoryEntry entry, long weight);
  }

  /** Returns the entry, which counts as use of it, or null. */
  @Nullable MemoryEntry get(CacheKey key);

  /** Returns the entry, which does not count as use of it, or null. */
  @Nullable MemoryEntry peek(CacheKey key);

  /** Puts the entry and returns the one that it replaced, or null; {@link #shrink} must follow. */
  @Nullable MemoryEntry put(CacheKey key, MemoryEntry entry);

  /** Puts the entry if there is none; {@link #shrink} must follow if it was put. */
  boolean putIfAbsent(CacheKey key, MemoryEntry entry);

  /** Puts the entry in place of that other one, if that is there. */
  boolean replace(CacheKey key, MemoryEntry expected, MemoryEntry entry);

  /** Removes the entry and returns it, or null if there was none. */
  @Nullable MemoryEntry remove(CacheKey key);

  /** Removes that entry, if it is there. */
  boolean remove(CacheKey key, MemoryEntry expected);

  /**
   * Evicts for as long as the storage holds too many entries or bytes and there is something to
   * evict. To be called after a write, once the bytes of what it put and what it replaced are
   * accounted for: until then the call could wait for bytes that only its caller can give back.
   *
   * @param keep the key that is evicted last, where the policy leaves a choice
   */
  void shrink(CacheKey keep);

  /** Returns how many entries there are; writes that are under way may or may not count. */
  long size();

  /** Visits each entry that is there all the time once, and others at most once. */
  void forEach(BiConsumer<CacheKey, MemoryEntry> visitor);

  /** Removes everything, telling nobody. */
  void clear();
}
