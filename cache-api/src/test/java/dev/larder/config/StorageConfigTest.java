package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CacheListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class StorageConfigTest {

  private static final ConfigKey<Long> ENTRIES =
      ConfigKey.integer("STORAGE_MEMORY_MAX_ENTRIES", 1).withDefault(10_000L);
  private static final ConfigKey<Duration> TTL =
      ConfigKey.duration("STORAGE_MEMORY_TTL", Duration.ofMillis(1));
  private static final ConfigKey<String> TOKEN =
      ConfigKey.text("STORAGE_MEMORY_TOKEN").secret().withDefault("hunter2");
  private static final ConfigKey<Long> PIN = ConfigKey.integer("STORAGE_MEMORY_PIN", 1000).secret();
  private static final List<ConfigKey<?>> KEYS = List.of(ENTRIES, TTL, TOKEN, PIN);

  private static StorageConfig config(Map<String, String> values) {
    return StorageConfig.of("memory", KEYS, values);
  }

  private static void assertInvalid(
      List<ConfigKey<?>> keys, Map<String, String> values, String... problems) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> StorageConfig.of("memory", keys, values))
        .withMessage("Invalid storage configuration:\n  - " + String.join("\n  - ", problems))
        .satisfies(invalid -> assertThat(invalid.problems()).containsExactly(problems));
  }

  @Test
  void unsetSetting_isItsDefaultOrEmpty() {
    StorageConfig config = config(Map.of());

    assertThat(config.mode()).isEqualTo("memory");
    assertThat(config.get(ENTRIES)).isEqualTo(10_000);
    assertThat(config.find(ENTRIES)).contains(10_000L);
    assertThat(config.find(TTL)).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> config.get(TTL))
        .withMessage("STORAGE_MEMORY_TTL is not set and has no default; use find instead of get");
  }

  @Test
  void setting_isReadInEitherSpelling() {
    StorageConfig config =
        config(Map.of("STORAGE_MEMORY_MAX_ENTRIES", "7", "storage.memory.ttl", "5m"));

    assertThat(config.get(ENTRIES)).isEqualTo(7);
    assertThat(config.get(TTL)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void blankValue_countsAsNotSet() {
    StorageConfig config =
        config(Map.of("STORAGE_MEMORY_MAX_ENTRIES", " ", "STORAGE_MEMORY_UNKNOWN", ""));

    assertThat(config.get(ENTRIES)).isEqualTo(10_000);
  }

  @Test
  void foreignKey_isRefused() {
    ConfigKey<Long> copy = ENTRIES.describedAs("A copy.");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(Map.of()).get(copy))
        .withMessage(
            "STORAGE_MEMORY_MAX_ENTRIES is not a key of mode memory;"
                + " StorageProvider.configKeys() must return the same object");
  }

  @Test
  void everythingWrong_isReportedAtOnceInTheOrderOfDeclaration() {
    assertInvalid(
        KEYS,
        Map.of(
            "STORAGE_MEMORY_MAX_ENTRYS", "10",
            "storage.memory.ttl", "10",
            "STORAGE_MEMORY_ZZZ", "1",
            "STORAGE_MEMORY_MAX_ENTRIES", "many"),
        "STORAGE_MEMORY_MAX_ENTRIES=many: must be an integer of at least 1",
        "storage.memory.ttl=10: must be a duration of at least 1ms,"
            + " such as 250ms, 10s, 5m, 1h or 2d",
        "STORAGE_MEMORY_MAX_ENTRYS: unknown variable; did you mean STORAGE_MEMORY_MAX_ENTRIES?",
        "STORAGE_MEMORY_ZZZ: unknown variable");
  }

  @Test
  void tooLargeNumber_isReportedAsSuch() {
    assertInvalid(
        KEYS,
        Map.of("STORAGE_MEMORY_MAX_ENTRIES", "9223372036854775808"),
        "STORAGE_MEMORY_MAX_ENTRIES=9223372036854775808: must be an integer of at least 1;"
            + " this is too large");
  }

  @Test
  void illegalSecret_isNotShown() {
    assertInvalid(
        KEYS,
        Map.of("STORAGE_MEMORY_PIN", "hunter3", "STORAGE_MEMORY_PINN", "hunter4"),
        "STORAGE_MEMORY_PIN=***: must be an integer of at least 1000",
        "STORAGE_MEMORY_PINN: unknown variable; did you mean STORAGE_MEMORY_PIN?");
  }

  @Test
  void missingRequiredSetting_isReported() {
    assertInvalid(
        List.of(ConfigKey.path("STORAGE_MEMORY_DUMP").required()),
        Map.of(),
        "STORAGE_MEMORY_DUMP: not set; must be a path");
  }

  @Test
  void bothSpellingsWithDifferentValues_areReported() {
    assertInvalid(
        KEYS,
        Map.of("STORAGE_MEMORY_TTL", "5m", "storage.memory.ttl", "6m"),
        "STORAGE_MEMORY_TTL and storage.memory.ttl: set at once (map) and not the same; keep one");
  }

  @Test
  void bothSpellingsWithTheSameValue_areFine() {
    StorageConfig config = config(Map.of("STORAGE_MEMORY_TTL", "5m", "storage.memory.ttl", "5m"));

    assertThat(config.get(TTL)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void unprintableOrLongValue_isCutAndKeptOnOneLine() {
    assertInvalid(
        List.of(ENTRIES),
        Map.of("STORAGE_MEMORY_MAX_ENTRIES", "a\nb\u202e" + "x".repeat(200)),
        "STORAGE_MEMORY_MAX_ENTRIES=a\ufffdb\ufffd"
            + "x".repeat(116)
            + "…: must be an integer of at least 1");
  }

  @Test
  void variableOfAModeWithALongerPrefix_isNotUnknown() {
    ConfigKey<String> name = ConfigKey.text("STORAGE_CACHE_NAME");
    Map<String, String> values =
        Map.of("STORAGE_CACHE_NAME", "a", "STORAGE_CACHE_SERVICE_URL", "http://localhost");

    assertThat(StorageConfig.of("cache", List.of(name), values).get(name)).isEqualTo("a");
  }

  @Test
  void variableOfAnotherMode_isNotUnknown() {
    assertThat(config(Map.of("STORAGE_DISK_ROOT", "/x", "STORAGE_MEMORYX", "1")).mode())
        .isEqualTo("memory");
  }

  @Test
  void keyThatNobodyCouldSet_isAFaultOfTheProvider() {
    assertInvalid(
        List.of(
            ConfigKey.text("STORAGE_DISK_ROOT"),
            ConfigKey.text("STORAGE_MEMORY_"),
            TTL,
            TTL.secret(),
            ConfigKey.text("STORAGE_MEMORY_TTL_FILE")),
        Map.of(),
        "STORAGE_DISK_ROOT: declared by the provider of mode memory, but does not begin with"
            + " STORAGE_MEMORY_; this is a fault of the provider",
        "STORAGE_MEMORY_: declared by the provider of mode memory, but does not begin with"
            + " STORAGE_MEMORY_; this is a fault of the provider",
        "STORAGE_MEMORY_TTL: declared by the provider of mode memory, but is there twice;"
            + " this is a fault of the provider");
  }

  @Test
  void parserOfTheProvider_isAskedForItsOwnKinds() {
    ConfigKey<Integer> port = ConfigKey.of("STORAGE_MEMORY_PORT", "a port", Integer::valueOf);
    ConfigKey<Duration> iso = ConfigKey.of("STORAGE_MEMORY_ISO", "ISO-8601", Duration::parse);
    ConfigKey<String> faulty = ConfigKey.of("STORAGE_MEMORY_NULL", "nothing", text -> null);

    assertThat(
            StorageConfig.of("memory", List.of(port), Map.of("STORAGE_MEMORY_PORT", " 80 "))
                .get(port))
        .isEqualTo(80);
    assertInvalid(
        List.of(port, iso),
        Map.of("STORAGE_MEMORY_PORT", "http", "STORAGE_MEMORY_ISO", "5m"),
        "STORAGE_MEMORY_PORT=http: must be a port",
        "STORAGE_MEMORY_ISO=5m: must be ISO-8601");
    assertThatNullPointerException()
        .isThrownBy(
            () -> StorageConfig.of("memory", List.of(faulty), Map.of("STORAGE_MEMORY_NULL", "x")))
        .withMessage("the parser of STORAGE_MEMORY_NULL returned null");
  }

  @Test
  void settings_tellValueAndSourceButNoSecret() {
    StorageConfig config = config(Map.of("STORAGE_MEMORY_TTL", "5m", "STORAGE_MEMORY_PIN", "4711"));

    assertThat(config.settings())
        .containsExactly(
            new Setting("STORAGE_MODE", "memory", "map"),
            new Setting("STORAGE_MEMORY_MAX_ENTRIES", "10000", "default"),
            new Setting("STORAGE_MEMORY_TTL", "5m", "map"),
            new Setting("STORAGE_MEMORY_TOKEN", "***", "default"),
            new Setting("STORAGE_MEMORY_PIN", "***", "map"));
  }

  @Test
  void listener_isNoneUnlessGiven() {
    CacheListener listener = new CacheListener() {};
    StorageConfig config = config(Map.of("STORAGE_MEMORY_TTL", "5m"));

    assertThat(config.listener()).isSameAs(CacheListener.NONE);
    assertThat(config.withListener(listener).listener()).isSameAs(listener);
    assertThat(config.withListener(listener).get(TTL)).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.withListener(listener).settings()).isEqualTo(config.settings());
  }

  @Test
  void valueShownInPart_isMaskedEverywhere() {
    ConfigKey<Integer> url =
        ConfigKey.of(
                "STORAGE_X_URL", "one with a port", text -> Integer.parseInt(text.split(":")[2]))
            .shownAs(text -> text.replaceFirst(":[^:]*", ":***"));

    StorageConfig config = StorageConfig.of("x", List.of(url), Map.of("storage.x.url", "u:pw:80"));
    assertThat(config.get(url)).isEqualTo(80);
    assertThat(config.settings()).contains(new Setting("STORAGE_X_URL", "u:***:80", "map"));
    assertThatThrownBy(
            () -> StorageConfig.of("x", List.of(url), Map.of("STORAGE_X_URL", "u:pw:port")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Invalid storage configuration:\n  - STORAGE_X_URL=u:***:port: must be one with a port");
  }
}
