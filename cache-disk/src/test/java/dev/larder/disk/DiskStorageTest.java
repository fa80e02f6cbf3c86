package dev.larder.disk;

import dev.larder.storage.Storage;
import dev.larder.testkit.StorageContractTest;
import dev.larder.testkit.StorageSetup;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class DiskStorageTest extends StorageContractTest {

  @TempDir Path temporary;
  private int opened;

  @Override
  protected Storage open(StorageSetup setup) {
    Path root = temporary.resolve("store" + opened++);
    return DiskStorage.open(Stores.config(root, setup).sync(SyncPolicy.NONE).build());
  }
}
