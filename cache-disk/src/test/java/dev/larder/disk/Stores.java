package dev.larder.disk;

import dev.larder.storage.CacheKey;
import dev.larder.testkit.FakeClock;
import dev.larder.testkit.StorageSetup;
import java.nio.file.Path;

/** Ways to open a storage for a test. */
final class Stores {

  private Stores() {}

  static DiskStorageConfig.Builder config(Path root, StorageSetup setup) {
    DiskStorageConfig.Builder config = config(root, setup.clock()).listener(setup.listener());
    setup.maxEntries().ifPresent(config::maxEntries);
    setup.maxValueSize().ifPresent(config::maxValueSize);
    return config;
  }

  static DiskStorageConfig.Builder config(Path root, FakeClock clock) {
    return DiskStorageConfig.builder(root)
        .clock(clock)
        .ticker(clock.ticker())
        .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE);
  }

  static CacheKey key(Object name) {
    return CacheKey.of("t", String.valueOf(name));
  }
}
