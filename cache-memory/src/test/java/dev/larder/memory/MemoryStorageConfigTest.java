package dev.larder.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.config.StorageConfig;
import dev.larder.storage.CacheListener;
import dev.larder.storage.SaveOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

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
  void hugeTtl_countsAsTheLongest() {
    for (String huge : List.of("100000d", "106752d", "9223372036854775807d", "P999999999999D")) {
      MemoryStorageConfig config = from(Map.of("STORAGE_MEMORY_DEFAULT_TTL", huge));
      assertThat(config.defaultTtl()).as(huge).contains(SaveOptions.MAX_TTL);
    }
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    MemoryStorageConfig config =
        MemoryStorageConfig.builder().defaultTtl(longest).sweepInterval(longest).build();
    assertThat(config.defaultTtl()).contains(SaveOptions.MAX_TTL);
    assertThat(config.sweepInterval()).contains(SaveOptions.MAX_TTL);
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
    assertRefused(b -> b.defaultTtl(Duration.ZERO), "defaultTtl (PT0S) must be at least 1 ms");
    assertRefused(
        b -> b.sweepInterval(Duration.ofNanos(1)),
        "sweepInterval (PT0.000000001S) must be at least 1 ms");
    assertRefused(
        b -> b.name("two\nlines"),
        "name (two\\u000alines) must not be blank and not have control characters");
  }

  private static void assertNull(String name, UnaryOperator<MemoryStorageConfig.Builder> change) {
    assertThatThrownBy(() -> change.apply(MemoryStorageConfig.builder()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(name);
  }

  @Test
  void null_isRefusedByName() {
    assertNull("defaultTtl", b -> b.defaultTtl(null));
    assertNull("eviction", b -> b.eviction(null));
    assertNull("sweepInterval", b -> b.sweepInterval(null));
    assertNull("name", b -> b.name(null));
    assertNull("listener", b -> b.listener(null));
    assertNull("clock", b -> b.clock(null));
    assertNull("ticker", b -> b.ticker(null));
  }
}
