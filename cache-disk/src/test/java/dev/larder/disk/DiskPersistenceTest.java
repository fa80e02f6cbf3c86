package dev.larder.disk;

import dev.larder.storage.Storage;
import dev.larder.testkit.PersistenceContractTest;
import dev.larder.testkit.StorageSetup;
import java.nio.file.Path;

final class DiskPersistenceTest extends PersistenceContractTest {

  @Override
  protected Storage open(Path directory, StorageSetup setup) {
    return DiskStorage.open(Stores.config(directory, setup).sync(SyncPolicy.BATCH).build());
  }
}
