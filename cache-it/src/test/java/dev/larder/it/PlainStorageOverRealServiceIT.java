package dev.larder.it;

import dev.larder.service.ServiceFormat;
import dev.larder.storage.Storage;
import dev.larder.testkit.StorageContractTest;
import dev.larder.testkit.StorageSetup;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract of a storage in the real cache service, with plain values. */
@Tag("interop")
@Tag("once")
final class PlainStorageOverRealServiceIT extends StorageContractTest {

  private static RealServiceStorages storages;

  @BeforeAll
  static void start() throws IOException {
    storages = RealServiceStorages.start();
  }

  @AfterAll
  static void stop() {
    storages.close();
  }

  @Override
  protected Storage open(StorageSetup setup) {
    return storages.open(ServiceFormat.PLAIN, setup);
  }

  @Override
  protected int rounds() {
    return RealServiceStorages.ROUNDS;
  }
}
