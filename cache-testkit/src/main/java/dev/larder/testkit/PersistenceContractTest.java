package dev.larder.testkit;

import dev.larder.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;

/**
 * What a storage over a directory has to keep beyond the contract of {@link Storage}: across being
 * closed and opened, across being killed, and in the face of damaged and foreign files.
 *
 * <p>Its test extends this class beside {@link StorageContractTest}. A kill is acted out by opening
 * a copy of the directory, taken while the storage is at work.
 */
public abstract class PersistenceContractTest {

  private final FakeClock clock = new FakeClock();

  /** For the tests of storages over a directory. */
  protected PersistenceContractTest() {}

  /**
   * Opens a storage over that directory, which exists; it may be empty, or hold what a storage left
   * there. The clock is that of the set-up. The kit closes it.
   */
  protected abstract Storage open(Path directory, StorageSetup setup);

  /**
   * Returns the files to damage: every regular file below the directory, unless overridden. A
   * storage leaves out those that hold no entries, such as a lock.
   */
  protected List<Path> filesToDamage(Path directory) throws IOException {
    return Directories.files(directory);
  }

  final FakeClock clock() {
    return clock;
  }

  @Nested
  final class Reopen extends ReopenContract {
    Reopen() {
      super(PersistenceContractTest.this);
    }
  }

  @Nested
  final class Kill extends KillContract {
    Kill() {
      super(PersistenceContractTest.this);
    }
  }

  @Nested
  final class Damage extends DamageContract {
    Damage() {
      super(PersistenceContractTest.this);
    }
  }
}
