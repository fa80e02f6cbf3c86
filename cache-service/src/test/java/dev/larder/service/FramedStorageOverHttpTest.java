package dev.larder.service;

import dev.larder.storage.Storage;
import dev.larder.testkit.StorageContractTest;
import dev.larder.testkit.StorageSetup;

/** The contract of a storage in a service that is behind a socket, with framed values. */
final class FramedStorageOverHttpTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    return Embedded.open(ServiceMode.LOCAL_SERVER, ServiceFormat.FRAMED, setup);
  }
}
