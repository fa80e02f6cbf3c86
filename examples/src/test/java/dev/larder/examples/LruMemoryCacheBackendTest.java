package dev.larder.examples;

import dev.larder.memory.EvictionPolicy;

final class LruMemoryCacheBackendTest extends MemoryBackendContract {

  LruMemoryCacheBackendTest() {
    super(EvictionPolicy.LRU);
  }
}
