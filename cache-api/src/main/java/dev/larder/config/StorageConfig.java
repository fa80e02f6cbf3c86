package dev.larder.config;

import dev.larder.storage.CacheListener;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings that a provider opens a storage with, each checked against its {@link ConfigKey}.
 * Immutable.
 */
public final class StorageConfig {

  private final String mode;
  private final Map<ConfigKey<?>, Optional<?>> values;
  private final List<Setting> settings;
  private final CacheListener listener;

  StorageConfig(
      String mode,
      Map<ConfigKey<?>, Optional<?>> values,
      List<Setting> settings,
      CacheListener listener) {
    this.mode = mode;
    this.values = Map.copyOf(values);
    this.settings = List.copyOf(settings);
    this.listener = listener;
  }

  /**
   * Checks settings as {@link StorageFactory} does and returns them, for tests of a provider and
   * for programs that call {@code StorageProvider.open} themselves.
   *
   * @param mode the mode of the provider
   * @param keys the keys of the provider
   * @param values the settings by variable, such as {@code STORAGE_MEMORY_MAX_ENTRIES}, or by
   *     property, such as {@code storage.memory.max-entries}
   * @throws ConfigurationException with everything that is wrong
   */
  public static StorageConfig of(String mode, List<ConfigKey<?>> keys, Map<String, String> values) {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(keys, "keys");
    Objects.requireNonNull(values, "values");
    Sources sources = new Sources(List.of(new Source(Source.MAP, values)));
    return new SettingsReader(mode, keys, sources)
        .read(new Setting(StorageFactory.MODE, mode, Source.MAP), List.of(), Artifacts.modes());
  }

  /** Returns these settings with that listener in place of the one before. */
  public StorageConfig withListener(CacheListener listener) {
    return new StorageConfig(mode, values, settings, Objects.requireNonNull(listener, "listener"));
  }

  /** Returns the mode of the provider, such as {@code memory}; never an alias. */
  public String mode() {
    return mode;
  }

  /**
   * Returns the value of the setting, or its default.
   *
   * @throws IllegalArgumentException if the key is not one that the provider declares
   * @throws IllegalStateException if the setting is not set and has no default
   */
  public <T> T get(ConfigKey<T> key) {
    return find(key)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    key.name() + " is not set and has no default; use find instead of get"));
  }

  /**
   * Returns the value of the setting, or its default, or empty if it has neither.
   *
   * @throws IllegalArgumentException if the key is not one that the provider declares
   */
  @SuppressWarnings("unchecked") // the value was parsed by this very key
  public <T> Optional<T> find(ConfigKey<T> key) {
    Optional<?> value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(
          key.name()
              + " is not a key of mode "
              + mode
              + "; StorageProvider.configKeys() must return the same object");
    }
    return (Optional<T>) value;
  }

  /** Returns who hears of evictions and errors; pass it to the storage. */
  public CacheListener listener() {
    return listener;
  }

  /**
   * Returns {@code STORAGE_MODE} and each setting that has a value, with its source, in the order
   * of declaration; unmodifiable. It holds no secret.
   */
  public List<Setting> settings() {
    return settings;
  }
}
