package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.spi.HeapStorage;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OpeningTest {

  private static final ConfigKey<Long> MAX = ConfigKey.integer("STORAGE_X_MAX", 1).withDefault(5L);
  private static final ConfigKey<Long> MIN = ConfigKey.integer("STORAGE_X_MIN", 1).withDefault(5L);
  private static final ConfigKey<String> TOKEN = ConfigKey.text("STORAGE_X_TOKEN").secret();
  private static final String CLAIMANT =
      "dev.larder.config.FakeProvider (" + FakeProvider.place() + ")";

  private final Logger logger = Logger.getLogger("dev.larder");
  private final Lines lines = new Lines();
  private final HeapStorage storage = new HeapStorage();

  @BeforeEach
  void listen() {
    logger.addHandler(lines);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(lines);
  }

  private static StorageFactory factory(
      Map<String, String> settings, Function<StorageConfig, Storage> opener) {
    StorageProvider provider = new FakeProvider("x", Set.of(), List.of(MAX, MIN, TOKEN), opener);
    return StorageFactory.from(settings).withProviders(List.of(provider));
  }

  @Test
  void opening_logsOneLineWithEachSettingThatIsNoDefault() {
    Map<String, String> settings =
        Map.of("STORAGE_MODE", "X", "STORAGE_X_MAX", "7", "STORAGE_X_TOKEN", "hunter2");

    try (Storage opened = factory(settings, config -> storage).open()) {
      assertThat(opened).isSameAs(storage);
      assertThat(lines.seen)
          .containsExactly(
              "INFO opened "
                  + storage.info()
                  + "; STORAGE_MODE=X (map), STORAGE_X_MAX=7 (map), STORAGE_X_TOKEN=*** (map)");
    }
  }

  @Test
  void openingWithDefaults_logsThat() {
    factory(Map.of(), config -> storage).open().close();

    assertThat(lines.seen)
        .containsExactly("INFO opened " + storage.info() + "; all settings are defaults");
  }

  @Test
  void brokenProviderWhereNothingIsAskedFor_isLoggedAsAWarning() {
    StorageProvider broken =
        new FakeProvider("y") {
          @Override
          public String mode() {
            throw new NoClassDefFoundError("org/Missing");
          }
        };
    List<StorageProvider> providers = List.of(broken, new FakeProvider("x"));

    StorageFactory.from(Map.of()).withProviders(providers).open().close();

    assertThat(lines.seen)
        .hasSize(2)
        .last()
        .isEqualTo(
            "WARNING STORAGE_MODE is not set, and not every provider could be loaded: "
                + broken.getClass().getName()
                + ": java.lang.NoClassDefFoundError: org/Missing");
    lines.seen.clear();
    StorageFactory.from(Map.of("STORAGE_MODE", "x")).withProviders(providers).open().close();
    assertThat(lines.seen).hasSize(1);
  }

  @Test
  void logThatFails_closesTheStorage() {
    Handler failing =
        new Lines() {
          @Override
          public void publish(LogRecord line) {
            throw new IllegalStateException("log is full");
          }
        };
    logger.addHandler(failing);
    try {
      assertThatThrownBy(factory(Map.of(), config -> storage)::open).hasMessage("log is full");
      assertThat(storage.closes).hasValue(1);
    } finally {
      logger.removeHandler(failing);
    }
  }

  @Test
  void failureThatSaysWhatIsWrong_isPassedOn() {
    RuntimeException disk = new CacheException(Code.NO_SPACE, "open", null, "the disk is full");
    RuntimeException pair = new ConfigurationException("STORAGE_X_MAX=1: must be at least MIN");

    for (RuntimeException failure : List.of(disk, pair)) {
      assertThatThrownBy(factory(Map.of(), throwing(failure))::open).isSameAs(failure);
    }
    assertThat(lines.seen).isEmpty();
  }

  @Test
  void strayException_namesTheProvider() {
    RuntimeException stray = new IllegalStateException("oops");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(factory(Map.of(), throwing(stray))::open)
        .withMessage(
            "open: the provider "
                + CLAIMANT
                + " failed with java.lang.IllegalStateException: oops; see the cause")
        .withCause(stray)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(Code.INTERNAL));
  }

  @Test
  void missingClass_namesTheProvider() {
    NoClassDefFoundError missing = new NoClassDefFoundError("org/Missing");
    Function<StorageConfig, Storage> opener =
        config -> {
          throw missing;
        };

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(factory(Map.of(), opener)::open)
        .withMessage(
            "Invalid storage configuration:\n  - STORAGE_MODE=x: the provider "
                + CLAIMANT
                + " cannot be used: java.lang.NoClassDefFoundError: org/Missing;"
                + " add or align the jar that this class is from")
        .withCause(missing);
  }

  @Test
  void missingClassOfTheKeys_namesTheProvider() {
    FakeProvider provider =
        new FakeProvider("x") {
          @Override
          public List<ConfigKey<?>> configKeys() {
            throw new NoClassDefFoundError("org/Missing");
          }
        };

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(StorageFactory.from(Map.of()).withProviders(List.of(provider))::config)
        .withMessageContaining("cannot be used: java.lang.NoClassDefFoundError: org/Missing;");
  }

  @Test
  void nothingOpened_isAFaultOfTheProvider() {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(factory(Map.of(), config -> null)::open)
        .withMessage(
            "open: the provider "
                + CLAIMANT
                + " failed with java.lang.NullPointerException: open returned null; see the cause");
  }

  private static Function<StorageConfig, Storage> throwing(RuntimeException failure) {
    return config -> {
      throw failure;
    };
  }

  /** What was logged, level and text. */
  private static class Lines extends Handler {
    final List<String> seen = new ArrayList<>();

    Lines() {
      setLevel(Level.INFO);
    }

    @Override
    public void publish(LogRecord line) {
      seen.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
