package dev.larder.examples;

import dev.larder.memory.EvictionPolicy;

final class MemoryCacheBackendTest extends MemoryBackendContract {

  MemoryCacheBackendTest() {
    super(EvictionPolicy.TINYLFU);
  }
}
