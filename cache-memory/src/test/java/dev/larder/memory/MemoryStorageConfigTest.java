package dev.larder.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.CacheListener;
import dev.larder.storage.SaveOptions;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every setting, every default, every rule, in code and from the environment. */
final class MemoryStorageConfigTest {

  private static final MemoryStorageProvider PROVIDER = new MemoryStorageProvider();

  private static MemoryStorageConfig from(Map<String, String> values) {
    return MemoryStorageProvider.translate(
        StorageConfig.of("memory", PROVIDER.configKeys(), values));
  }

  private static void assertDefaults(MemoryStorageConfig config) {
    long size = Runtime.getRuntime().maxMemory() / 4;
    assertThat(config.maxEntries()).isEmpty();
    assertThat(config.maxSize()).isEqualTo(size);
    assertThat(config.maxValueSize()).isEqualTo(Math.min(size - 256, Integer.MAX_VALUE - 8L));
    assertThat(config.defaultTtl()).isEmpty();
    assertThat(config.eviction()).isEqualTo(EvictionPolicy.TINYLFU);
    assertThat(config.sweepInterval()).isEmpty();
    assertThat(config.name()).isEqualTo("memory");
    assertThat(config.listener()).isSameAs(CacheListener.NONE);
  }

  @Test
  void nothingSet_isTheDefaultsInCodeAndFromTheEnvironment() {
    assertDefaults(MemoryStorageConfig.builder().build());
    assertDefaults(from(Map.of()));
  }

  @Test
  void everySetting_reachesTheConfig() {
    MemoryStorageConfig config =
        from(
            Map.of(
                "STORAGE_MEMORY_MAX_ENTRIES", "7",
                "STORAGE_MEMORY_MAX_SIZE", "1MiB",
                "STORAGE_MEMORY_MAX_VALUE_SIZE", "1KiB",
                "STORAGE_MEMORY_DEFAULT_TTL", "5m",
                "STORAGE_MEMORY_EVICTION", "lru",
                "STORAGE_MEMORY_SWEEP_INTERVAL", "250ms"));
    assertThat(config.maxEntries()).hasValue(7);
    assertThat(config.maxSize()).isEqualTo(1 << 20);
    assertThat(config.maxValueSize()).isEqualTo(1024);
    assertThat(config.defaultTtl()).contains(Duration.ofMinutes(5));
    assertThat(config.eviction()).isEqualTo(EvictionPolicy.LRU);
    assertThat(config.sweepInterval()).contains(Duration.ofMillis(250));
  }

  @Test
  void hugeTtl_countsAsTheLongest() {
    MemoryStorageConfig config = from(Map.of("STORAGE_MEMORY_DEFAULT_TTL", "100000d"));
    assertThat(config.defaultTtl()).contains(SaveOptions.MAX_TTL);
  }

  @Test
  void openedStorage_describesItself() {
    MemoryStorageConfig config =
        MemoryStorageConfig.builder().name("hot").maxEntries(7).maxSize(2_000).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      assertThat(storage.info().mode()).isEqualTo("memory");
      assertThat(storage.info().name()).isEqualTo("hot");
      assertThat(storage.info().location()).isEqualTo("heap");
      assertThat(storage.info().maxEntries()).hasValue(7);
      assertThat(storage.info().maxBytes()).hasValue(2_000);
      assertThat(storage.info().isPersistent()).isFalse();
      assertThat(storage.info().isShared()).isFalse();
    }
  }

  @Test
  void provider_isFoundByTheServiceLoader() {
    assertThat(ServiceLoader.load(StorageProvider.class))
        .hasAtLeastOneElementOfType(MemoryStorageProvider.class);
    assertThat(PROVIDER.mode()).isEqualTo("memory");
    assertThat(PROVIDER.aliases()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "MAX_ENTRIES, 0",
    "MAX_ENTRIES, many",
    "MAX_SIZE, 1023",
    "MAX_SIZE, -1KiB",
    "MAX_VALUE_SIZE, 0",
    "MAX_VALUE_SIZE, 2GiB",
    "DEFAULT_TTL, 0s",
    "DEFAULT_TTL, -1s",
    "EVICTION, fifo",
    "SWEEP_INTERVAL, 0ms",
  })
  void illegalSetting_isRefusedByName(String name, String value) {
    String variable = "STORAGE_MEMORY_" + name;
    assertThatThrownBy(() -> from(Map.of(variable, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(variable + "=" + value + ": must be ");
  }

  private static void assertRefused(
      UnaryOperator<MemoryStorageConfig.Builder> change, String message) {
    assertThatThrownBy(() -> change.apply(MemoryStorageConfig.builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void illegalValue_isRefusedWithItsNameAndRule() {
    assertRefused(b -> b.maxEntries(0), "maxEntries (0) must be at least 1");
    assertRefused(b -> b.maxSize(1_023), "maxSize (1023) must be at least 1024");
    assertRefused(b -> b.maxValueSize(0), "maxValueSize (0) must be at least 1");
    assertRefused(
        b -> b.maxValueSize(1L << 31), "maxValueSize (2147483648) must be at most 2147483639");
    assertRefused(b -> b.defaultTtl(Duration.ZERO), "ttl (PT0S) must be at least 1 ms");
    assertRefused(
        b -> b.sweepInterval(Duration.ofNanos(1)),
        "sweepInterval (PT0.000000001S) must be at least 1 ms");
  }
}
