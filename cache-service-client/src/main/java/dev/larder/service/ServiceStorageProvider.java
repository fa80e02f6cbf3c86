package dev.larder.service;

import com.google.auto.service.AutoService;
import dev.larder.config.ConfigKey;
import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import java.util.List;
import java.util.Set;

/** Opens a {@link ServiceStorage} for {@code STORAGE_MODE=cache_service}. Not for callers. */
@AutoService(StorageProvider.class)
public final class ServiceStorageProvider implements StorageProvider {

  static final String MODE = "cache_service";

  private static final ConfigKey<ServiceFormat> FORMAT =
      ConfigKey.choice("STORAGE_CACHE_SERVICE_FORMAT", ServiceFormat.class)
          .withDefault(ServiceFormat.PLAIN)
          .describedAs(
              "How values are kept: as they are, so that programs in Python share them (plain), or"
                  + " with time to live, attributes, tags and checksums (framed).");

  private static final ConfigKey<String> SESSION =
      entryPart("STORAGE_CACHE_SERVICE_SESSION")
          .withDefault(ServiceStorageConfig.DEFAULT_SESSION)
          .describedAs(
              "Session of the entry that keeps all keys which name no session and target.");

  private static final ConfigKey<String> TARGET =
      entryPart("STORAGE_CACHE_SERVICE_TARGET")
          .withDefault(ServiceStorageConfig.DEFAULT_TARGET)
          .describedAs("Target of that entry.");

  private static final ConfigKey<Long> MAX_VALUE_SIZE =
      ConfigKey.size("STORAGE_CACHE_SERVICE_MAX_VALUE_SIZE", 1, ServiceStorageConfig.LARGEST_VALUE)
          .withDefault(ServiceStorageConfig.DEFAULT_MAX_VALUE_SIZE)
          .describedAs("Most bytes in one value.");

  private static final ConfigKey<Long> COMPRESS_ABOVE =
      ConfigKey.size("STORAGE_CACHE_SERVICE_COMPRESS_ABOVE", 0)
          .withDefault(ServiceStorageConfig.DEFAULT_COMPRESS_ABOVE)
          .describedAs("Framed values of more bytes than that are compressed.");

  private static final List<ConfigKey<?>> KEYS =
      List.of(
          ServiceEnvironment.MODE,
          ServiceEnvironment.URL,
          ServiceEnvironment.KEY_NAME,
          ServiceEnvironment.KEY_VALUE,
          ServiceEnvironment.TIMEOUT,
          FORMAT,
          SESSION,
          TARGET,
          MAX_VALUE_SIZE,
          COMPRESS_ABOVE);

  /** For {@link java.util.ServiceLoader}. */
  public ServiceStorageProvider() {}

  private static ConfigKey<String> entryPart(String name) {
    return ConfigKey.of(
        name,
        "1 to 100 characters of A-Z a-z 0-9 _ -",
        text -> EntryName.check("session or target", text));
  }

  @Override
  public String mode() {
    return MODE;
  }

  @Override
  public Set<String> aliases() {
    return Set.of("service");
  }

  @Override
  public List<ConfigKey<?>> configKeys() {
    return KEYS;
  }

  @Override
  public Storage open(StorageConfig config) {
    return ServiceStorage.open(translate(config));
  }

  /** Returns the typed form of the settings. */
  static ServiceStorageConfig translate(StorageConfig config) {
    return ServiceStorageConfig.builder()
        .service(ServiceEnvironment.of(config))
        .format(config.get(FORMAT))
        .session(config.get(SESSION))
        .target(config.get(TARGET))
        .maxValueSize(config.get(MAX_VALUE_SIZE))
        .compressAbove(config.get(COMPRESS_ABOVE))
        .listener(config.listener())
        .build();
  }
}
