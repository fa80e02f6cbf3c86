package dev.larder.memory;

import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.testkit.SettingCase;
import dev.larder.testkit.StorageProviderContractTest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

final class MemoryStorageProviderTest extends StorageProviderContractTest<MemoryStorageConfig> {

  private static final long QUARTER = Runtime.getRuntime().maxMemory() / 4;

  @Override
  protected StorageProvider provider() {
    return new MemoryStorageProvider();
  }

  @Override
  protected MemoryStorageConfig typed(StorageConfig config) {
    return MemoryStorageProvider.translate(config);
  }

  @Override
  protected List<SettingCase<MemoryStorageConfig>> settings() {
    return List.of(
        SettingCase.of("STORAGE_MEMORY_MAX_ENTRIES", MemoryStorageConfig::maxEntries)
            .byDefault(OptionalLong.empty())
            .set("7", OptionalLong.of(7))
            .refuses("0", "-1", "many"),
        SettingCase.of("STORAGE_MEMORY_MAX_SIZE", MemoryStorageConfig::maxSize)
            .byDefault(QUARTER)
            .set("1MiB", 1L << 20)
            .refuses("1023", "-1KiB", "large"),
        SettingCase.of("STORAGE_MEMORY_MAX_VALUE_SIZE", MemoryStorageConfig::maxValueSize)
            .byDefault(Math.min(QUARTER - 256, Integer.MAX_VALUE - 8L))
            .set("1KiB", 1024L)
            .refuses("0", "2GiB"),
        SettingCase.of("STORAGE_MEMORY_DEFAULT_TTL", MemoryStorageConfig::defaultTtl)
            .byDefault(Optional.empty())
            .set("5m", Optional.of(Duration.ofMinutes(5)))
            .refuses("0s", "-1s", "60"),
        SettingCase.of("STORAGE_MEMORY_EVICTION", MemoryStorageConfig::eviction)
            .byDefault(EvictionPolicy.TINYLFU)
            .set("lru", EvictionPolicy.LRU)
            .refuses("fifo"),
        SettingCase.of("STORAGE_MEMORY_SWEEP_INTERVAL", MemoryStorageConfig::sweepInterval)
            .byDefault(Optional.empty())
            .set("250ms", Optional.of(Duration.ofMillis(250)))
            .refuses("0ms", "soon"));
  }
}
