package dev.larder.testkit;

import dev.larder.storage.Storage;
import java.nio.file.Path;

/** The persistence kit accepts an honest storage over a directory. */
final class ShelfPersistenceTest extends PersistenceContractTest {

  @Override
  protected Storage open(Path directory, StorageSetup setup) {
    return new ShelfStorage(directory, setup);
  }
}
