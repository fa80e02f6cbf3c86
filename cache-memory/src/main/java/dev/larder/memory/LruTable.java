package dev.larder.memory;

import dev.larder.storage.CacheKey;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A table that gives up the least recently used entry, exactly: a hash map for the keys, a ring for
 * the order of use, and one lock for both. Every method but {@link #forEach} and {@link #clear}
 * takes constant time.
 *
 * <p>All changes are made under the lock. The map is a concurrent one so that peeking and visiting
 * need no lock.
 */
final class LruTable implements EntryTable {

  private static final class Node {
    final CacheKey key;
    volatile MemoryEntry entry;
    Node older = this;
    Node newer = this;
    // In units. Kept because an eviction would otherwise touch all parts of key and value, which by
    // then are in no cache of the processor: that is most of what it costs in a large table.
    int weight;

    Node(CacheKey key, MemoryEntry entry) {
      this.key = key;
      this.entry = entry;
    }

    void set(MemoryEntry changed) {
      entry = changed;
      weight = (int) (EntryWeight.of(key, changed) / EntryWeight.UNIT);
    }
  }

  private final ConcurrentHashMap<CacheKey, Node> nodes = new ConcurrentHashMap<>();
  private final Object lock = new Object();
  // Between the newest and the oldest; holds no entry.
  private final Node mark;
  private final long maxEntries;
  private final LongSupplier excessBytes;
  private final Evictions evicted;
  private long size;

  /**
   * Makes an empty table.
   *
   * @param excessBytes returns by how much the bytes exceed their bound
   * @param evicted is told of each entry that is given up
   */
  LruTable(long maxEntries, LongSupplier excessBytes, Evictions evicted) {
    ExpiringEntry none = ExpiringEntry.mark();
    this.mark = new Node(none.key, none);
    this.maxEntries = maxEntries;
    this.excessBytes = excessBytes;
    this.evicted = evicted;
  }

  @Override
  public @Nullable MemoryEntry get(CacheKey key) {
    synchronized (lock) {
      Node node = nodes.get(key);
      if (node == null) {
        return null;
      }
      use(node);
      return node.entry;
    }
  }

  @Override
  public @Nullable MemoryEntry peek(CacheKey key) {
    Node node = nodes.get(key);
    return node == null ? null : node.entry;
  }

  @Override
  public @Nullable MemoryEntry put(CacheKey key, MemoryEntry entry) {
    synchronized (lock) {
      Node node = nodes.get(key);
      if (node == null) {
        insert(key, entry);
        return null;
      }
      MemoryEntry replaced = node.entry;
      node.set(entry);
      use(node);
      return replaced;
    }
  }

  @Override
  public boolean putIfAbsent(CacheKey key, MemoryEntry entry) {
    synchronized (lock) {
      if (nodes.containsKey(key)) {
        return false;
      }
      insert(key, entry);
      return true;
    }
  }

  @Override
  public boolean replace(CacheKey key, MemoryEntry expected, MemoryEntry entry) {
    synchronized (lock) {
      Node node = nodes.get(key);
      if (node == null || node.entry != expected) {
        return false;
      }
      node.set(entry);
      use(node);
      return true;
    }
  }

  @Override
  public @Nullable MemoryEntry remove(CacheKey key) {
    synchronized (lock) {
      Node node = nodes.remove(key);
      return node == null ? null : removed(node);
    }
  }

  @Override
  public boolean remove(CacheKey key, MemoryEntry expected) {
    synchronized (lock) {
      Node node = nodes.get(key);
      if (node == null || node.entry != expected) {
        return false;
      }
      nodes.remove(key);
      removed(node);
      return true;
    }
  }

  @Override
  public void shrink(CacheKey keep) {
    if (excessBytes.getAsLong() <= 0) {
      return;
    }
    synchronized (lock) {
      // The kept key was written just now, so it is the last of all.
      while (size > 0 && excessBytes.getAsLong() > 0) {
        evictOldest();
      }
    }
  }

  @Override
  public long size() {
    return nodes.mappingCount();
  }

  @Override
  public void forEach(BiConsumer<CacheKey, MemoryEntry> visitor) {
    nodes.forEach((key, node) -> visitor.accept(key, node.entry));
  }

  @Override
  public void clear() {
    synchronized (lock) {
      nodes.clear();
      mark.older = mark;
      mark.newer = mark;
      size = 0;
    }
  }

  private void insert(CacheKey key, MemoryEntry entry) {
    while (size >= maxEntries) {
      evictOldest();
    }
    Node node = new Node(key, entry);
    node.set(entry);
    nodes.put(key, node);
    size++;
    linkNewest(node);
  }

  private void evictOldest() {
    Node oldest = mark.newer;
    nodes.remove(oldest.key);
    evicted.accept(oldest.key, removed(oldest), (long) oldest.weight * EntryWeight.UNIT);
  }

  private MemoryEntry removed(Node node) {
    unlink(node);
    size--;
    return Objects.requireNonNull(node.entry);
  }

  private void use(Node node) {
    if (mark.older != node) {
      unlink(node);
      linkNewest(node);
    }
  }

  private void linkNewest(Node node) {
    node.older = mark.older;
    node.newer = mark;
    mark.older.newer = node;
    mark.older = node;
  }

  private static void unlink(Node node) {
    node.older.newer = node.newer;
    node.newer.older = node.older;
    // A removed node must not keep its neighbours reachable.
    node.older = node;
    node.newer = node;
  }
}
