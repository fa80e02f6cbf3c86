package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.config.StorageConfig;
import dev.larder.storage.Storage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShelfStorageProviderTest {

  private static long maxValueSize(Map<String, String> settings) {
    ShelfStorageProvider provider = new ShelfStorageProvider();
    StorageConfig config = StorageConfig.of(provider.mode(), provider.configKeys(), settings);
    try (Storage storage = provider.open(config)) {
      return storage.info().maxValueSize();
    }
  }

  @Test
  void nothingSet_isTheDefault() {
    assertThat(maxValueSize(Map.of())).isEqualTo(16L << 20);
  }

  @Test
  void sizeSet_reachesTheStorage() {
    assertThat(maxValueSize(Map.of("STORAGE_SHELF_MAX_VALUE_SIZE", "1KiB"))).isEqualTo(1024);
  }
}
