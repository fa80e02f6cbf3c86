package dev.larder.benchmarks;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import org.jspecify.annotations.Nullable;

/** Guava's cache with a bound, a time to live and statistics. */
final class GuavaSubject extends ArraySubject<String> {

  private final Cache<String, byte[]> cache;

  GuavaSubject(long capacity) {
    this.cache =
        CacheBuilder.newBuilder().maximumSize(capacity).expireAfterWrite(TTL).recordStats().build();
  }

  @Override
  public String key(String name) {
    return MapSubject.copy(name);
  }

  @Override
  byte @Nullable [] find(String key) {
    return cache.getIfPresent(key);
  }

  @Override
  public void put(String key, byte[] value) {
    cache.put(key, value);
  }
}
