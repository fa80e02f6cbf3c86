package dev.larder.examples;

import dev.larder.memory.MemoryStorage;
import dev.larder.memory.MemoryStorageConfig;
import dev.larder.storage.Storage;
import dev.larder.testkit.StorageContractTest;
import dev.larder.testkit.StorageSetup;
import java.time.Duration;

/** A layer keeps the contract that the storage inside keeps. */
final class SlowLoadsContractTest extends StorageContractTest {

  @Override
  protected Storage open(StorageSetup setup) {
    MemoryStorageConfig.Builder config =
        MemoryStorageConfig.builder()
            .clock(setup.clock())
            .ticker(setup.clock().ticker())
            .listener(setup.listener());
    setup.maxEntries().ifPresent(config::maxEntries);
    setup.maxValueSize().ifPresent(config::maxValueSize);
    return new SlowLoads(MemoryStorage.open(config.build()), Duration.ZERO, told -> {});
  }
}
