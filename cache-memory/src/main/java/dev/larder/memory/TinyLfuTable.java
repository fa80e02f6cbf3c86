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
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table on Caffeine, whose W-TinyLFU chooses.
 *
 * <p>Caffeine takes one bound. With a bound on entries it gets that one, and {@link #shrink} keeps
 * the one on bytes by evicting what Caffeine calls coldest; without, it gets the one on bytes.
 *
 * <p>Caffeine evicts after the insertion, and not at once when another thread is just evicting. A
 * thread that finds the table above its bound after its own write therefore evicts before it goes
 * on, so the table never holds more than its bound and one entry for each thread that writes. The
 * maintenance runs on the calling threads: there is no other thread to end.
 */
final class TinyLfuTable implements EntryTable {

  private final Cache<CacheKey, MemoryEntry> cache;
  private final ConcurrentMap<CacheKey, MemoryEntry> map;
  private final Policy<CacheKey, MemoryEntry> policy;
  private final BiConsumer<CacheKey, MemoryEntry> evicted;
  private final long maxEntries;
  private final @Nullable FittingBound fitting;

  /**
   * Makes an empty table.
   *
   * @param maxBytes for the case that there is no bound on entries
   * @param evicted is told of each entry that the policy gives up
   */
  TinyLfuTable(OptionalLong maxEntries, long maxBytes, BiConsumer<CacheKey, MemoryEntry> evicted) {
    Caffeine<CacheKey, MemoryEntry> builder =
        Caffeine.newBuilder()
            .executor(Runnable::run)
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
    this.maxEntries = maxEntries.orElse(Long.MAX_VALUE);
    this.fitting =
        maxEntries.isPresent()
            ? new FittingBound(policy.eviction().orElseThrow(), maxEntries.getAsLong())
            : null;
  }

  private static int weigh(CacheKey key, MemoryEntry entry) {
    return (int) (EntryWeight.of(key, entry) / EntryWeight.UNIT);
  }

  private static void tell(
      BiConsumer<CacheKey, MemoryEntry> evicted,
      @Nullable CacheKey key,
      @Nullable MemoryEntry entry) {
    if (key != null && entry != null) {
      evicted.accept(key, entry);
    }
  }

  @Override
  public @Nullable MemoryEntry get(CacheKey key) {
    return cache.getIfPresent(key);
  }

  @Override
  public @Nullable MemoryEntry peek(CacheKey key) {
    return policy.getIfPresentQuietly(key);
  }

  @Override
  public @Nullable MemoryEntry put(CacheKey key, MemoryEntry entry) {
    beforeWrite();
    MemoryEntry replaced = map.put(key, entry);
    afterWrite();
    return replaced;
  }

  @Override
  public boolean putIfAbsent(CacheKey key, MemoryEntry entry) {
    beforeWrite();
    boolean put = map.putIfAbsent(key, entry) == null;
    afterWrite();
    return put;
  }

  @Override
  public boolean replace(CacheKey key, MemoryEntry expected, MemoryEntry entry) {
    return map.replace(key, expected, entry);
  }

  private void beforeWrite() {
    if (fitting != null) {
      fitting.makeWay(cache.estimatedSize());
    }
  }

  private void afterWrite() {
    if (cache.estimatedSize() > maxEntries) {
      cache.cleanUp();
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
  public void shrink(CacheKey keep, LongSupplier excess) {
    if (fitting == null) {
      cache.cleanUp();
      return;
    }
    synchronized (fitting) {
      // One thread at a time, or several would each make the same room.
      long bytes = excess.getAsLong();
      while (bytes > 0 && evictColdest(keep, bytes)) {
        bytes = excess.getAsLong();
      }
      fitting.follow(cache.estimatedSize());
    }
  }

  private boolean evictColdest(CacheKey keep, long bytes) {
    List<CacheEntry<CacheKey, MemoryEntry>> coldest =
        policy.eviction().orElseThrow().coldest(entries -> coldest(entries, keep, bytes));
    for (CacheEntry<CacheKey, MemoryEntry> victim : coldest) {
      if (map.remove(victim.getKey(), victim.getValue())) {
        evicted.accept(victim.getKey(), victim.getValue());
      }
    }
    return !coldest.isEmpty();
  }

  private static List<CacheEntry<CacheKey, MemoryEntry>> coldest(
      Stream<CacheEntry<CacheKey, MemoryEntry>> entries, CacheKey keep, long bytes) {
    List<CacheEntry<CacheKey, MemoryEntry>> victims = new ArrayList<>();
    long[] left = {bytes};
    entries
        .filter(entry -> !entry.getKey().equals(keep))
        .takeWhile(entry -> left[0] > 0)
        .forEach(
            entry -> {
              victims.add(entry);
              left[0] -= EntryWeight.of(entry.getKey(), entry.getValue());
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
