package dev.larder.shelf;

import dev.larder.storage.Storage;
import dev.larder.testkit.StorageContractTest;
import dev.larder.testkit.StorageSetup;

// region test
final class ShelfStorageTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    long maxValueSize = setup.maxValueSize().orElse(16L << 20);
    return new ShelfStorage(maxValueSize, setup.clock(), setup.listener());
  }
}
// endregion
