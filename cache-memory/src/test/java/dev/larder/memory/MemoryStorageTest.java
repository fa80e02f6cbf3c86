package dev.larder.memory;

import dev.larder.storage.Storage;
import dev.larder.testkit.StorageContractTest;
import dev.larder.testkit.StorageSetup;

final class MemoryStorageTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    return Opened.of(setup, EvictionPolicy.TINYLFU);
  }
}
