package dev.larder.benchmarks;

/** Who is measured. Each with a bound, a time to live and statistics, where it has them. */
public enum Contender implements Rival {
  TINYLFU("MemoryStorage tinylfu"),
  LRU("MemoryStorage lru"),
  CACHE_BYTES("Cache<byte[]>"),
  CACHE_BLOB("Cache<Blob>"),
  CAFFEINE("Caffeine"),
  CAFFEINE_CACHE_KEY("Caffeine, keys as Larder's"),
  CAFFEINE_AFTER_WRITE("Caffeine expireAfterWrite"),
  CACHE2K("cache2k"),
  GUAVA("Guava"),
  SYNC_LRU("LinkedHashMap LRU, bare"),
  CONCURRENT_MAP("ConcurrentHashMap, bare"),
  REDIS("Redis GET with Jedis");

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  /** Returns a new one that holds up to that many entries. */
  Subject<?, ?> open(long capacity) {
    return switch (this) {
      case TINYLFU -> Larder.tinylfu(capacity);
      case LRU -> Larder.lru(capacity);
      case CACHE_BYTES -> Larder.bytes(capacity);
      case CACHE_BLOB -> Larder.blobs(capacity);
      case CAFFEINE -> CaffeineSubject.strings(capacity);
      case CAFFEINE_CACHE_KEY -> CaffeineSubject.cacheKeys(capacity);
      case CAFFEINE_AFTER_WRITE -> CaffeineSubject.afterWrite(capacity);
      case CACHE2K -> new Cache2kSubject(capacity);
      case GUAVA -> new GuavaSubject(capacity);
      case SYNC_LRU -> MapSubject.lru(capacity);
      case CONCURRENT_MAP -> MapSubject.concurrent();
      case REDIS -> new RedisSubject();
    };
  }

  @Override
  public boolean isLocal() {
    return this != REDIS;
  }

  /** Returns whether it says little that another one does not say. */
  boolean isVariant() {
    return this == CACHE_BLOB || this == CAFFEINE_AFTER_WRITE;
  }

  /** Returns whether it holds to its capacity. */
  boolean evicts() {
    return this != CONCURRENT_MAP && this != REDIS;
  }
}
