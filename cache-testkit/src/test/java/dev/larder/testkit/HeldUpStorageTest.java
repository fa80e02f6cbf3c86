package dev.larder.testkit;

import dev.larder.storage.Storage;
import java.time.Duration;

/** The kit accepts a storage whose clock goes on while a busy machine holds up the test. */
final class HeldUpStorageTest extends StorageContractTest {

  private int waits;

  @Override
  protected Storage open(StorageSetup setup) {
    return new ReferenceStorage(setup);
  }

  @Override
  protected void elapse(Duration duration) {
    super.elapse(++waits > 2 ? duration : duration.plus(timeStep()));
  }

  @Override
  protected Duration timeStep() {
    return Duration.ofMillis(500);
  }
}
