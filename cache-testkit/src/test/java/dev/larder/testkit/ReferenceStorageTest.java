package dev.larder.testkit;

import dev.larder.storage.Storage;

/** The kit accepts a storage that keeps the whole contract. */
final class ReferenceStorageTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    return new ReferenceStorage(setup);
  }
}
