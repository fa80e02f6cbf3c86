package dev.larder.disk;

import com.google.auto.service.AutoService;
import dev.larder.config.ConfigKey;
import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Opens a {@link DiskStorage} for {@code STORAGE_MODE=disk}. Not for callers. */
@AutoService(StorageProvider.class)
public final class DiskStorageProvider implements StorageProvider {

  static final String MODE = "disk";

  private static final ConfigKey<Path> ROOT =
      ConfigKey.path("STORAGE_DISK_ROOT")
          .required()
          .describedAs(
              "Directory of the store, made if it is missing: local, writable, and shared by all"
                  + " processes that name it.");

  private static final ConfigKey<Long> MAX_SIZE =
      ConfigKey.size("STORAGE_DISK_MAX_SIZE", DiskStorageConfig.MIN_MAX_SIZE)
          .withDefault(DiskStorageConfig.DEFAULT_MAX_SIZE)
          .describedAs(
              "Most bytes for the entries of all processes, with their keys and labels; the files"
                  + " take at most twice that and one segment.");

  private static final ConfigKey<Long> MAX_ENTRIES =
      ConfigKey.integer("STORAGE_DISK_MAX_ENTRIES", 1)
          .describedAs("Most entries of all processes; without it only the other bounds hold.");

  private static final ConfigKey<Long> MAX_FILES =
      ConfigKey.integer("STORAGE_DISK_MAX_FILES", DiskStorageConfig.MIN_MAX_FILES)
          .describedAs(
              "Most files for segments and large values, where inodes are few: at least 16 for each"
                  + " process that writes, and one for each 128MiB of values that share segments;"
                  + " without it no bound.");

  private static final ConfigKey<Long> MAX_VALUE_SIZE =
      ConfigKey.size("STORAGE_DISK_MAX_VALUE_SIZE", 1, LargeFiles.LONGEST)
          .describedAs(
              "Most bytes in one value; without it whatever fits into the bound on bytes.");

  private static final ConfigKey<Long> LARGE_VALUE =
      ConfigKey.size("STORAGE_DISK_LARGE_VALUE", 0, DiskStorageConfig.MAX_LARGE_VALUE)
          .withDefault(DiskStorageConfig.DEFAULT_LARGE_VALUE)
          .describedAs("Values of more bytes get a file of their own; the others share segments.");

  private static final ConfigKey<SyncPolicy> SYNC =
      ConfigKey.choice("STORAGE_DISK_SYNC", SyncPolicy.class)
          .withDefault(SyncPolicy.BATCH)
          .describedAs(
              "When what is saved is on the medium: before a save returns, with one sync for all"
                  + " who save at that moment (batch) or one for each (always), or when the system"
                  + " sees fit (none), so that a power cut may take what was saved last.");

  private static final ConfigKey<Duration> DEFAULT_TTL =
      ConfigKey.duration("STORAGE_DISK_DEFAULT_TTL", Duration.ofMillis(1))
          .describedAs("Time to live of entries saved without one; without it for ever.");

  private static final ConfigKey<Long> SEGMENT_SIZE =
      ConfigKey.size(
              "STORAGE_DISK_SEGMENT_SIZE",
              DiskStorageConfig.MIN_SEGMENT_SIZE,
              DiskStorageConfig.MAX_SEGMENT_SIZE)
          .withDefault(DiskStorageConfig.DEFAULT_SEGMENT_SIZE)
          .describedAs(
              "Bytes in a segment before the next is begun; small ones give room back sooner, large"
                  + " ones are fewer files.");

  /** For {@link java.util.ServiceLoader}. */
  public DiskStorageProvider() {}

  @Override
  public String mode() {
    return MODE;
  }

  @Override
  public Set<String> aliases() {
    return Set.of("local");
  }

  @Override
  public List<ConfigKey<?>> configKeys() {
    return List.of(
        ROOT,
        MAX_SIZE,
        MAX_ENTRIES,
        MAX_FILES,
        MAX_VALUE_SIZE,
        LARGE_VALUE,
        SYNC,
        DEFAULT_TTL,
        SEGMENT_SIZE);
  }

  @Override
  public Storage open(StorageConfig config) {
    return DiskStorage.open(translate(config));
  }

  /** Returns the typed form of the settings. */
  static DiskStorageConfig translate(StorageConfig config) {
    DiskStorageConfig.Builder typed =
        DiskStorageConfig.builder(config.get(ROOT))
            .maxSize(config.get(MAX_SIZE))
            .largeValue(config.get(LARGE_VALUE).intValue())
            .segmentSize(config.get(SEGMENT_SIZE))
            .sync(config.get(SYNC))
            .listener(config.listener());
    config.find(MAX_ENTRIES).ifPresent(typed::maxEntries);
    config.find(MAX_FILES).ifPresent(typed::maxFiles);
    config.find(MAX_VALUE_SIZE).ifPresent(typed::maxValueSize);
    config.find(DEFAULT_TTL).ifPresent(typed::defaultTtl);
    return typed.build();
  }
}
