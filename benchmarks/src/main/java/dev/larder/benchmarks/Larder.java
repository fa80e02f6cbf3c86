package dev.larder.benchmarks;

import dev.larder.memory.EvictionPolicy;
import dev.larder.memory.MemoryStorage;
import dev.larder.memory.MemoryStorageConfig;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;

/** Opens what is ours, with the settings that a user would begin with. */
final class Larder {

  private Larder() {}

  static Subject<CacheKey, Blob> tinylfu(long capacity) {
    return new LarderSubject(storage(EvictionPolicy.TINYLFU, capacity), options());
  }

  static Subject<CacheKey, Blob> lru(long capacity) {
    return new LarderSubject(storage(EvictionPolicy.LRU, capacity), options());
  }

  static Subject<String, byte[]> bytes(long capacity) {
    return TypedCacheSubject.bytes(storage(EvictionPolicy.TINYLFU, capacity));
  }

  static Subject<String, Blob> blobs(long capacity) {
    return TypedCacheSubject.blobs(storage(EvictionPolicy.TINYLFU, capacity));
  }

  private static SaveOptions options() {
    return SaveOptions.defaults().withTtl(Subject.TTL);
  }

  private static Storage storage(EvictionPolicy eviction, long capacity) {
    MemoryStorageConfig.Builder config =
        MemoryStorageConfig.builder().eviction(eviction).maxEntries(capacity);
    // Above what 4 KiB values take in all: the bound on entries is the one that all have.
    return MemoryStorage.open(config.maxSize(Runtime.getRuntime().maxMemory()).build());
  }
}
