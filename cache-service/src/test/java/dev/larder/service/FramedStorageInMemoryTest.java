package dev.larder.service;

import dev.larder.storage.Storage;
import dev.larder.testkit.StorageContractTest;
import dev.larder.testkit.StorageSetup;

/** The contract of a storage in a service that is called in this process, with framed values. */
final class FramedStorageInMemoryTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    return Embedded.open(ServiceMode.IN_MEMORY, ServiceFormat.FRAMED, setup);
  }
}
