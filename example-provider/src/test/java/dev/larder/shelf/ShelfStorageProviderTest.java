package dev.larder.shelf;

import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageInfo;
import dev.larder.testkit.SettingCase;
import dev.larder.testkit.StorageProviderContractTest;
import java.util.List;

// region test
final class ShelfStorageProviderTest extends StorageProviderContractTest<StorageInfo> {

  @Override
  protected StorageProvider provider() {
    return new ShelfStorageProvider();
  }

  // The shelf has no typed configuration; what reached it shows in its description.
  @Override
  protected StorageInfo typed(StorageConfig config) {
    try (Storage storage = provider().open(config)) {
      return storage.info();
    }
  }

  @Override
  protected List<SettingCase<StorageInfo>> settings() {
    return List.of(
        SettingCase.of("STORAGE_SHELF_MAX_VALUE_SIZE", StorageInfo::maxValueSize)
            .byDefault(16L << 20)
            .set("1KiB", 1024L)
            .refuses("0", "2GiB", "large"));
  }
}
// endregion
