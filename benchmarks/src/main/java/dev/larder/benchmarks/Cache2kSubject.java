package dev.larder.benchmarks;

import java.util.concurrent.TimeUnit;
import org.cache2k.Cache;
import org.cache2k.Cache2kBuilder;
import org.jspecify.annotations.Nullable;

/** cache2k with a bound and a time to live; it counts unless told not to. */
final class Cache2kSubject extends ArraySubject<String> {

  // It refuses arrays as a declared type.
  private final Cache<Object, Object> cache;

  Cache2kSubject(long capacity) {
    this.cache =
        Cache2kBuilder.forUnknownTypes()
            .entryCapacity(capacity)
            .expireAfterWrite(TTL.toMillis(), TimeUnit.MILLISECONDS)
            .build();
  }

  @Override
  public String key(String name) {
    return MapSubject.copy(name);
  }

  @Override
  byte @Nullable [] find(String key) {
    return (byte[]) cache.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    cache.put(key, value);
  }

  @Override
  public void close() {
    cache.close();
  }
}
