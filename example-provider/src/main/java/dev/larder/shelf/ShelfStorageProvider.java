package dev.larder.shelf;

import dev.larder.config.ConfigKey;
import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Opens a {@link ShelfStorage} for {@code STORAGE_MODE=shelf}. */
// region provider
public final class ShelfStorageProvider implements StorageProvider {

  static final ConfigKey<Long> MAX_VALUE_SIZE =
      ConfigKey.size("STORAGE_SHELF_MAX_VALUE_SIZE", 1, Integer.MAX_VALUE - 8)
          .withDefault(16L << 20)
          .describedAs("Most bytes in one value.");

  @Override
  public String mode() {
    return "shelf";
  }

  @Override
  public Set<String> aliases() {
    return Set.of();
  }

  @Override
  public List<ConfigKey<?>> configKeys() {
    return List.of(MAX_VALUE_SIZE);
  }

  @Override
  public Storage open(StorageConfig config) {
    return new ShelfStorage(config.get(MAX_VALUE_SIZE), InstantSource.system(), config.listener());
  }
}
// endregion
