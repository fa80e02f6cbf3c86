package dev.larder.memory;

import com.google.auto.service.AutoService;
import dev.larder.config.ConfigKey;
import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Opens a {@link MemoryStorage} for {@code STORAGE_MODE=memory}. Not for callers. */
@AutoService(StorageProvider.class)
public final class MemoryStorageProvider implements StorageProvider {

  static final String MODE = "memory";

  private static final ConfigKey<Long> MAX_ENTRIES =
      ConfigKey.integer("STORAGE_MEMORY_MAX_ENTRIES", 1)
          .describedAs("Most entries to hold; without it only the bound on bytes holds.");

  private static final ConfigKey<Long> MAX_SIZE =
      ConfigKey.size("STORAGE_MEMORY_MAX_SIZE", MemoryStorageConfig.MIN_MAX_SIZE)
          .describedAs(
              "Most bytes for all entries, each counted with its name, its labels and 256 bytes"
                  + " more; without it a quarter of the largest heap.");

  private static final ConfigKey<Long> MAX_VALUE_SIZE =
      ConfigKey.size("STORAGE_MEMORY_MAX_VALUE_SIZE", 1, MemoryStorageConfig.LARGEST_VALUE)
          .describedAs("Most bytes in one value; without it whatever fits.");

  private static final ConfigKey<Duration> DEFAULT_TTL =
      ConfigKey.duration("STORAGE_MEMORY_DEFAULT_TTL", Duration.ofMillis(1))
          .describedAs("Time to live of entries saved without one; without it for ever.");

  private static final ConfigKey<EvictionPolicy> EVICTION =
      ConfigKey.choice("STORAGE_MEMORY_EVICTION", EvictionPolicy.class)
          .withDefault(EvictionPolicy.TINYLFU)
          .describedAs(
              "Which entry a full storage gives up: by how often and how lately it was used"
                  + " (tinylfu), or exactly the least recently used (lru).");

  private static final ConfigKey<Duration> SWEEP_INTERVAL =
      ConfigKey.duration("STORAGE_MEMORY_SWEEP_INTERVAL", Duration.ofMillis(1))
          .describedAs(
              "How often a thread removes expired entries; without it there is no such thread, and"
                  + " they are removed as others are saved.");

  /** For {@link java.util.ServiceLoader}. */
  public MemoryStorageProvider() {}

  @Override
  public String mode() {
    return MODE;
  }

  @Override
  public Set<String> aliases() {
    return Set.of();
  }

  @Override
  public List<ConfigKey<?>> configKeys() {
    return List.of(MAX_ENTRIES, MAX_SIZE, MAX_VALUE_SIZE, DEFAULT_TTL, EVICTION, SWEEP_INTERVAL);
  }

  @Override
  public Storage open(StorageConfig config) {
    return MemoryStorage.open(translate(config));
  }

  /** Returns the typed form of the settings. */
  static MemoryStorageConfig translate(StorageConfig config) {
    MemoryStorageConfig.Builder typed =
        MemoryStorageConfig.builder().eviction(config.get(EVICTION)).listener(config.listener());
    config.find(MAX_ENTRIES).ifPresent(typed::maxEntries);
    config.find(MAX_SIZE).ifPresent(typed::maxSize);
    config.find(MAX_VALUE_SIZE).ifPresent(typed::maxValueSize);
    config.find(DEFAULT_TTL).ifPresent(typed::defaultTtl);
    config.find(SWEEP_INTERVAL).ifPresent(typed::sweepInterval);
    return typed.build();
  }
}
