package dev.larder.testkit;

import dev.larder.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The kit accepts a storage over a directory, which has no bound and not every capability. */
final class ShelfStorageTest extends StorageContractTest {

  @TempDir Path temporary;

  @Override
  protected Storage open(StorageSetup setup) {
    try {
      return new ShelfStorage(Files.createTempDirectory(temporary, "shelf"), setup);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
