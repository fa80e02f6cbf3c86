package dev.larder.service.server;

import dev.larder.config.StorageFactory;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import java.util.Map;

/** Storages and services for tests. */
final class Twins {

  private Twins() {}

  static Storage memory() {
    return StorageFactory.from(Map.of("STORAGE_MODE", "memory")).open();
  }

  static Storage disk(Path directory) {
    return StorageFactory.from(
            Map.of("STORAGE_MODE", "disk", "STORAGE_DISK_ROOT", directory.toString()))
        .open();
  }

  static CacheService over(Storage storage) {
    return CacheService.open(CacheServerConfig.builder(storage).withoutKey().build());
  }
}
