package dev.larder.benchmarks;

import java.nio.file.Path;
import org.ehcache.Cache;
import org.ehcache.PersistentCacheManager;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.CacheManagerBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.config.units.MemoryUnit;

/** Ehcache with a persistent disk tier and nothing else. What it holds outlives a clean close. */
final class EhcacheDisk implements DiskSubject<String> {

  private static final long GIBIBYTES = 4;

  private final PersistentCacheManager caches;
  private final Cache<String, byte[]> cache;

  EhcacheDisk(Path directory) {
    this.caches =
        CacheManagerBuilder.newCacheManagerBuilder()
            .with(CacheManagerBuilder.persistence(directory.toFile()))
            .withCache(
                "entries",
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                    String.class,
                    byte[].class,
                    ResourcePoolsBuilder.newResourcePoolsBuilder()
                        .disk(GIBIBYTES, MemoryUnit.GB, true)))
            .build(true);
    this.cache = caches.getCache("entries", String.class, byte[].class);
  }

  @Override
  public String key(String name) {
    return name;
  }

  @Override
  public void put(String key, byte[] value) {
    cache.put(key, value);
  }

  @Override
  public int read(String key, byte[] into) {
    byte[] value = cache.get(key);
    if (value == null) {
      return MISS;
    }
    System.arraycopy(value, 0, into, 0, value.length);
    return value.length;
  }

  @Override
  public void close() {
    caches.close();
  }
}
