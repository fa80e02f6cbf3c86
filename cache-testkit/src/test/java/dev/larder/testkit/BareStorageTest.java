package dev.larder.testkit;

import dev.larder.storage.Capability;
import dev.larder.storage.Storage;
import java.util.EnumSet;

/** The kit accepts a storage that can do nothing but what it must. */
final class BareStorageTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    return new ReferenceStorage(setup, EnumSet.noneOf(Capability.class));
  }
}
