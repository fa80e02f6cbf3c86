package dev.larder.examples;

import dev.larder.backend.CacheBackend;
import dev.larder.backend.StorageCacheBackend;
import dev.larder.json.NodeSignatureJson;
import dev.larder.memory.EvictionPolicy;
import dev.larder.memory.MemoryStorage;
import dev.larder.memory.MemoryStorageConfig;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.CacheBackendContractTest;
import org.junit.jupiter.api.AfterEach;

/** The backend as users put it together: over memory, with signatures in JSON. */
abstract class MemoryBackendContract extends CacheBackendContractTest {

  private final MemoryStorage storage;

  MemoryBackendContract(EvictionPolicy eviction) {
    storage = MemoryStorage.open(MemoryStorageConfig.builder().eviction(eviction).build());
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }

  @Override
  protected CacheBackend open() {
    return new StorageCacheBackend(storage, "mine", NodeSignatureJson.codec());
  }

  @Override
  protected CacheBackend openBeside() {
    return new StorageCacheBackend(storage, "theirs", NodeSignatureJson.codec());
  }

  @Override
  protected void evictBlob(String key) {
    storage.delete(CacheKey.of("mine", "blob/" + key));
  }

  @Override
  protected void spoilMeta(String node) {
    CacheKey meta = CacheKey.of("mine", "meta/" + node);
    storage.save(meta, Blob.ofText("{"), SaveOptions.defaults());
  }
}
