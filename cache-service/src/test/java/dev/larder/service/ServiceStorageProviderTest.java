package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageConfig;
import dev.larder.config.StorageFactory;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import dev.larder.testkit.SettingCase;
import dev.larder.testkit.StorageProviderContractTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The settings of a storage in a cache service. */
final class ServiceStorageProviderTest extends StorageProviderContractTest<ServiceStorageConfig> {

  private static final String PREFIX = "STORAGE_CACHE_SERVICE_";

  @Override
  protected StorageProvider provider() {
    return new ServiceStorageProvider();
  }

  @Override
  protected ServiceStorageConfig typed(StorageConfig config) {
    return ServiceStorageProvider.translate(config);
  }

  @Override
  protected List<SettingCase<ServiceStorageConfig>> settings() {
    return List.of(
        SettingCase.<ServiceStorageConfig>of(PREFIX + "MODE", c -> c.service().mode())
            .byDefault(ServiceMode.IN_MEMORY)
            .set("local-server", ServiceMode.LOCAL_SERVER)
            .refuses("cloud"),
        SettingCase.<ServiceStorageConfig>of(PREFIX + "URL", c -> c.service().url())
            .byDefault(Optional.empty())
            .set("http://cache:10017", Optional.of(URI.create("http://cache:10017")))
            .refuses("cache:10017", "ftp://cache", "http://user:secret@cache"),
        SettingCase.<ServiceStorageConfig>of(PREFIX + "KEY_NAME", c -> c.service().keyName())
            .byDefault("x-api-key")
            .set("x-other", "x-other")
            .refuses("a b", "ü"),
        SettingCase.<ServiceStorageConfig>of(PREFIX + "KEY_VALUE", c -> c.service().keyValue())
            .byDefault(Optional.empty())
            .set("hunter2", Optional.of("hunter2"))
            .refuses("new\nline"),
        SettingCase.<ServiceStorageConfig>of(PREFIX + "TIMEOUT", c -> c.service().timeout())
            .byDefault(Duration.ofSeconds(30))
            .set("500ms", Duration.ofMillis(500))
            .refuses("0s", "soon"),
        SettingCase.of(PREFIX + "FORMAT", ServiceStorageConfig::format)
            .byDefault(ServiceFormat.PLAIN)
            .set("framed", ServiceFormat.FRAMED)
            .refuses("fancy"),
        SettingCase.of(PREFIX + "SESSION", ServiceStorageConfig::session)
            .byDefault("larder")
            .set("S_1-a", "S_1-a")
            .refuses("a.b", "x".repeat(101)),
        SettingCase.of(PREFIX + "TARGET", ServiceStorageConfig::target)
            .byDefault("keys")
            .set("t", "t")
            .refuses("a/b", "a b"),
        SettingCase.of(PREFIX + "MAX_VALUE_SIZE", ServiceStorageConfig::maxValueSize)
            .byDefault(512L << 20)
            .set("1KiB", 1024L)
            .refuses("0", "2GiB", "large"),
        SettingCase.of(PREFIX + "COMPRESS_ABOVE", ServiceStorageConfig::compressAbove)
            .byDefault(64L << 10)
            .set("0", 0L)
            .refuses("-1", "never"));
  }

  @Test
  void variablesOfTheOriginal_areDefaults() {
    StorageFactory factory =
        StorageFactory.from(
            Map.of(
                "STORAGE_MODE", "service",
                "URL__TARGET_SERVER__CACHE_SERVICE", "http://127.0.0.1:1",
                "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_NAME", "x-theirs",
                "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_VALUE", "secret-of-theirs"));
    ServiceStorageConfig typed = ServiceStorageProvider.translate(factory.config());

    assertThat(typed.service().mode()).isEqualTo(ServiceMode.REMOTE);
    assertThat(typed.service().url()).contains(URI.create("http://127.0.0.1:1"));
    assertThat(typed.service().keyName()).isEqualTo("x-theirs");
    assertThat(typed.service().keyValue()).contains("secret-of-theirs");
    assertThat(factory.config().settings()).asString().doesNotContain("secret-of-theirs");
  }

  @Test
  void remoteWithoutUrl_saysSo() {
    StorageFactory factory =
        StorageFactory.from(Map.of("STORAGE_MODE", "cache_service", PREFIX + "MODE", "remote"));

    assertThatThrownBy(factory::open)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid storage configuration:\n"
                + "  - STORAGE_CACHE_SERVICE_URL: must be set where STORAGE_CACHE_SERVICE_MODE is"
                + " remote");
  }

  @Test
  void serviceThatIsDown_doesNotStopTheProgramFromStarting() {
    StorageFactory factory =
        StorageFactory.from(
            Map.of("STORAGE_MODE", "cache_service", PREFIX + "URL", "http://127.0.0.1:1"));

    try (Storage storage = factory.open()) {
      assertThat(storage.info().location()).isEqualTo("http://127.0.0.1:1");
      assertThat(storage.info().isShared()).isTrue();
      assertThat(storage.info().isPersistent()).isTrue();
      assertThat(storage.check().isOk()).isFalse();
    }
  }
}
