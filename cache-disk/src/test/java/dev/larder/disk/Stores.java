package dev.larder.disk;

import dev.larder.storage.CacheKey;
import dev.larder.testkit.FakeClock;
import dev.larder.testkit.StorageSetup;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

  /** Compacts when no other process does: each looks once a second what there is to do. */
  static void compact(DiskStorage storage) {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!storage.compact()) {
      if (System.nanoTime() > until) {
        throw new AssertionError("another process has been compacting for a minute");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  static CacheKey key(Object name) {
    return CacheKey.of("t", String.valueOf(name));
  }
}
