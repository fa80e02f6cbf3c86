package dev.larder.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.larder.storage.CacheKey;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Caffeine with a bound, a time to live and statistics, and everything else as it comes. */
final class CaffeineSubject<K> extends ArraySubject<K> {

  private final Function<String, K> keyOf;
  private final Cache<K, byte[]> cache;

  private CaffeineSubject(Function<String, K> keyOf, Cache<K, byte[]> cache) {
    this.keyOf = keyOf;
    this.cache = cache;
  }

  /** Returns the one whose entries may each have their own time to live, as Larder's may. */
  static CaffeineSubject<String> strings(long capacity) {
    return new CaffeineSubject<>(MapSubject::copy, perEntry(capacity));
  }

  /** Returns the same with Larder's keys, which shows what these cost. */
  static CaffeineSubject<CacheKey> cacheKeys(long capacity) {
    return new CaffeineSubject<>(LarderSubject::cacheKey, perEntry(capacity));
  }

  /** Returns the one with the same time to live for all entries, which is less than Larder has. */
  static CaffeineSubject<String> afterWrite(long capacity) {
    return new CaffeineSubject<>(
        MapSubject::copy, counting(capacity).expireAfterWrite(TTL).build());
  }

  private static <K> Cache<K, byte[]> perEntry(long capacity) {
    Expiry<Object, Object> expiry = Expiry.writing((key, value) -> TTL);
    return counting(capacity).expireAfter(expiry).build();
  }

  private static Caffeine<Object, Object> counting(long capacity) {
    return Caffeine.newBuilder().maximumSize(capacity).recordStats();
  }

  @Override
  public K key(String name) {
    return keyOf.apply(name);
  }

  @Override
  byte @Nullable [] find(K key) {
    return cache.getIfPresent(key);
  }

  @Override
  public void put(K key, byte[] value) {
    cache.put(key, value);
  }
}
