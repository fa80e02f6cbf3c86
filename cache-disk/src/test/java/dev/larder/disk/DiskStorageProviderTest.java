package dev.larder.disk;

import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.testkit.SettingCase;
import dev.larder.testkit.StorageProviderContractTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;

final class DiskStorageProviderTest extends StorageProviderContractTest<DiskStorageConfig> {

  @TempDir Path root;

  @Override
  protected StorageProvider provider() {
    return new DiskStorageProvider();
  }

  @Override
  protected DiskStorageConfig typed(StorageConfig config) {
    return DiskStorageProvider.translate(config);
  }

  @Override
  protected Map<String, String> required() {
    return Map.of("STORAGE_DISK_ROOT", root.toString());
  }

  @Override
  protected List<SettingCase<DiskStorageConfig>> settings() {
    return List.of(
        SettingCase.of("STORAGE_DISK_ROOT", DiskStorageConfig::root)
            .set("/var/cache/app", Path.of("/var/cache/app")),
        SettingCase.of("STORAGE_DISK_MAX_SIZE", DiskStorageConfig::maxSize)
            .byDefault(10L << 30)
            .set("1MiB", 1L << 20)
            .refuses("4095", "-1", "much"),
        SettingCase.of("STORAGE_DISK_MAX_ENTRIES", DiskStorageConfig::maxEntries)
            .byDefault(OptionalLong.empty())
            .set("500", OptionalLong.of(500))
            .refuses("0", "-1", "many"),
        SettingCase.of("STORAGE_DISK_MAX_FILES", DiskStorageConfig::maxFiles)
            .byDefault(OptionalLong.empty())
            .set("100", OptionalLong.of(100))
            .refuses("15", "-1", "many"),
        SettingCase.of("STORAGE_DISK_MAX_VALUE_SIZE", DiskStorageConfig::maxValueSize)
            .byDefault(LargeFiles.LONGEST)
            .set("1KiB", 1024L)
            .refuses("0", "2GiB", "much"),
        SettingCase.of("STORAGE_DISK_LARGE_VALUE", DiskStorageConfig::largeValue)
            .byDefault(256 << 10)
            .set("4KiB", 4096)
            .refuses("-1", "17MiB", "much"),
        SettingCase.of("STORAGE_DISK_SYNC", DiskStorageConfig::sync)
            .byDefault(SyncPolicy.BATCH)
            .set("none", SyncPolicy.NONE)
            .refuses("often"),
        SettingCase.of("STORAGE_DISK_DEFAULT_TTL", DiskStorageConfig::defaultTtl)
            .byDefault(Optional.empty())
            .set("10m", Optional.of(Duration.ofMinutes(10)))
            .refuses("0s", "10", "soon"),
        SettingCase.of("STORAGE_DISK_SEGMENT_SIZE", DiskStorageConfig::segmentSize)
            .byDefault(64L << 20)
            .set("1MiB", 1L << 20)
            .refuses("1KiB", "2GiB", "much"));
  }
}
