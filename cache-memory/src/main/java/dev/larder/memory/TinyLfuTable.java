package dev.larder.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.Policy.CacheEntry;
import dev.larder.storage.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table on Caffeine, whose W-TinyLFU chooses.
 *
 * <p>Caffeine takes one bound. With a bound on entries it gets that one, and {@link #shrink} keeps
 * the one on bytes by evicting what Caffeine calls coldest; without, it gets the one on bytes.
 *
 * <p>Caffeine evicts after the insertion, and later still when another thread is just evicting or
 * was interrupted in its insertion. A thread that finds the table above its bound in the {@link
 * #shrink} after its own write therefore does not go on before it is within. So the table never
 * holds more than its bound and one entry for each thread that writes.
 *
 * <p>Writing threads run Caffeine's maintenance themselves. Where only loads ask for it, to be
 * taken note of, it is left to the common pool of the JDK: on a loading thread it would double the
 * time of a hit. Not so while entries come in: writing threads do nearly all of it then, and one
 * more that is woken for the rest would hold the lock that they wait for. There is no thread of the
 * table's own. While nothing comes in only some of the loads are taken note of, see {@link Calm}.
 */
final class TinyLfuTable implements EntryTable {

  private static final long PATIENCE_NANOS = 20_000;

  private final Cache<CacheKey, MemoryEntry> cache;
  private final ConcurrentMap<CacheKey, MemoryEntry> map;
  private final Policy<CacheKey, MemoryEntry> policy;
  private final Evictions evicted;
  private final LongSupplier excessBytes;
  private final LongSupplier excessEntries;
  private final AtomicInteger writers = new AtomicInteger();
  private final ReentrantLock shrinking = new ReentrantLock();
  // Whether an entry came in since a load asked for maintenance the last time.
  private volatile boolean inserted;
  private final @Nullable FittingBound fitting;
  private final Calm calm = new Calm();

  /**
   * Makes an empty table.
   *
   * @param maxEntries the bound on entries, if there is one
   * @param maxBytes the bound on bytes
   * @param excessBytes returns by how much the bytes exceed it
   * @param evicted is told of each entry that the policy gives up
   */
  TinyLfuTable(
      OptionalLong maxEntries, long maxBytes, LongSupplier excessBytes, Evictions evicted) {
    Caffeine<CacheKey, MemoryEntry> builder =
        Caffeine.newBuilder()
            .executor(this::maintain)
            .evictionListener((key, entry, cause) -> tell(evicted, key, entry));
    if (maxEntries.isPresent()) {
      builder.maximumSize(maxEntries.getAsLong());
    } else {
      builder.maximumWeight(maxBytes / EntryWeight.UNIT).weigher(TinyLfuTable::weigh);
    }
    this.cache = builder.build();
    this.map = cache.asMap();
    this.policy = cache.policy();
    this.evicted = evicted;
    this.excessBytes = excessBytes;
    long most = maxEntries.orElse(Long.MAX_VALUE);
    this.excessEntries = () -> cache.estimatedSize() - most;
    this.fitting =
        maxEntries.isPresent() ? new FittingBound(policy.eviction().orElseThrow(), most) : null;
  }

  private void maintain(Runnable work) {
    if (writers.get() > 0) {
      work.run();
    } else if (inserted) {
      inserted = false;
      work.run();
    } else {
      calm.maintained(cache.estimatedSize());
      ForkJoinPool.commonPool().execute(work);
    }
  }

  private static int weigh(CacheKey key, MemoryEntry entry) {
    return (int) (EntryWeight.of(key, entry) / EntryWeight.UNIT);
  }

  private static void tell(Evictions evicted, @Nullable CacheKey key, @Nullable MemoryEntry entry) {
    if (key != null && entry != null) {
      evicted.accept(key, entry, EntryWeight.of(key, entry));
    }
  }

  @Override
  public @Nullable MemoryEntry get(CacheKey key) {
    return calm.skips() ? policy.getIfPresentQuietly(key) : cache.getIfPresent(key);
  }

  @Override
  public @Nullable MemoryEntry peek(CacheKey key) {
    return policy.getIfPresentQuietly(key);
  }

  @Override
  public @Nullable MemoryEntry put(CacheKey key, MemoryEntry entry) {
    beginWrite();
    try {
      MemoryEntry replaced = map.put(key, entry);
      inserted(replaced == null);
      return replaced;
    } finally {
      endWrite();
    }
  }

  @Override
  public boolean putIfAbsent(CacheKey key, MemoryEntry entry) {
    beginWrite();
    try {
      boolean put = map.putIfAbsent(key, entry) == null;
      inserted(put);
      return put;
    } finally {
      endWrite();
    }
  }

  @Override
  public boolean replace(CacheKey key, MemoryEntry expected, MemoryEntry entry) {
    return map.replace(key, expected, entry);
  }

  private void beginWrite() {
    writers.incrementAndGet();
    if (fitting != null) {
      fitting.makeWay(cache.estimatedSize());
    }
  }

  private void endWrite() {
    writers.decrementAndGet();
  }

  private void inserted(boolean now) {
    if (now) {
      calm.inserted();
      if (!inserted) {
        inserted = true;
      }
    }
  }

  @Override
  public @Nullable MemoryEntry remove(CacheKey key) {
    return map.remove(key);
  }

  @Override
  public boolean remove(CacheKey key, MemoryEntry expected) {
    return map.remove(key, expected);
  }

  @Override
  public void shrink(CacheKey keep) {
    settle(keep, excessEntries, victim -> 1);
    boolean full = excessBytes.getAsLong() > 0;
    settle(keep, excessBytes, victim -> EntryWeight.of(victim.getKey(), victim.getValue()));
    if (full && fitting != null) {
      fitting.follow(cache.estimatedSize());
    }
  }

  /** Returns when there was no excess at some moment after the call. */
  private void settle(
      CacheKey keep, LongSupplier excess, ToLongFunction<CacheEntry<CacheKey, MemoryEntry>> share) {
    if (excess.getAsLong() <= 0) {
      return;
    }
    // One thread at a time, or several would each make the same room. Whoever waits here has
    // accounted for its write in full: bytes that it were still to give back would be an excess
    // that the thread inside cannot evict.
    shrinking.lock();
    try {
      if (excess.getAsLong() > 0) {
        evict(keep, excess, share);
      }
    } finally {
      shrinking.unlock();
    }
  }

  private void evict(
      CacheKey keep, LongSupplier excess, ToLongFunction<CacheEntry<CacheKey, MemoryEntry>> share) {
    cache.cleanUp();
    for (long left = excess.getAsLong(); left > 0; left = excess.getAsLong()) {
      if (!evictColdest(keep, left, share)) {
        // The policy does not know the entries yet: a thread was interrupted while it queued its
        // own, before all later ones. It needs no lock to go on, only the processor.
        LockSupport.parkNanos(PATIENCE_NANOS);
      }
    }
  }

  private boolean evictColdest(
      CacheKey keep, long excess, ToLongFunction<CacheEntry<CacheKey, MemoryEntry>> share) {
    List<CacheEntry<CacheKey, MemoryEntry>> coldest =
        policy.eviction().orElseThrow().coldest(all -> firstOf(all, keep, excess, share));
    for (CacheEntry<CacheKey, MemoryEntry> victim : coldest) {
      if (map.remove(victim.getKey(), victim.getValue())) {
        tell(evicted, victim.getKey(), victim.getValue());
      }
    }
    return !coldest.isEmpty();
  }

  private static List<CacheEntry<CacheKey, MemoryEntry>> firstOf(
      Stream<CacheEntry<CacheKey, MemoryEntry>> entries,
      CacheKey keep,
      long excess,
      ToLongFunction<CacheEntry<CacheKey, MemoryEntry>> share) {
    List<CacheEntry<CacheKey, MemoryEntry>> victims = new ArrayList<>();
    long[] left = {excess};
    entries
        .filter(entry -> !entry.getKey().equals(keep))
        .takeWhile(entry -> left[0] > 0)
        .forEach(
            entry -> {
              victims.add(entry);
              left[0] -= share.applyAsLong(entry);
            });
    return victims;
  }

  @Override
  public long size() {
    return cache.estimatedSize();
  }

  @Override
  public void forEach(BiConsumer<CacheKey, MemoryEntry> visitor) {
    map.forEach(visitor);
  }

  @Override
  public void clear() {
    cache.invalidateAll();
  }
}
