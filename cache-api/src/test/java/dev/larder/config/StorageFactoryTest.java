package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.larder.config.FakeProvider.Disk;
import dev.larder.config.FakeProvider.Memory;
import dev.larder.spi.HeapStorage;
import dev.larder.storage.CacheListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StorageFactoryTest {

  private static final String ENTRIES = "STORAGE_MEMORY_MAX_ENTRIES";

  private final Memory memory = new Memory();
  private final Disk disk = new Disk();

  private StorageFactory factory(Map<String, String> properties, Map<String, String> environment) {
    return StorageFactory.of(properties, environment).withProviders(List.of(memory, disk));
  }

  private static void assertEntries(StorageFactory factory, long entries, String source) {
    StorageConfig config = factory.config();

    assertThat(config.get(Memory.MAX_ENTRIES)).isEqualTo(entries);
    assertThat(config.settings()).contains(new Setting(ENTRIES, "" + entries, source));
  }

  @Test
  void sources_winInTheirOrder() {
    Map<String, String> environment = Map.of(ENTRIES, "3");
    Map<String, String> properties = Map.of("storage.memory.max-entries", "2");

    assertEntries(factory(Map.of(), Map.of()), 10_000, "default");
    assertEntries(factory(Map.of(), environment), 3, "environment");
    assertEntries(factory(properties, environment), 2, "system property");
    assertEntries(factory(properties, environment).with(ENTRIES, "1"), 1, "builder");
  }

  @Test
  void blankValue_leavesTheWordToTheNextSource() {
    Map<String, String> environment = Map.of(ENTRIES, "3");
    Map<String, String> properties = Map.of("storage.memory.max-entries", " ");

    assertEntries(
        factory(properties, environment).with(ENTRIES, "1").with(ENTRIES, ""), 3, "environment");
  }

  @Test
  void with_takesEitherSpellingAndTheLastOneCounts() {
    StorageFactory factory = factory(Map.of(), Map.of()).with(ENTRIES, "1");

    assertEntries(factory.with("storage.memory.max-entries", "2"), 2, "builder");
    assertEntries(factory, 1, "builder");
  }

  @Test
  void nameThatIsNoSetting_isRefused() {
    StorageFactory factory = factory(Map.of(), Map.of());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> factory.with("memory.max-entries", "1"))
        .withMessage("name of a setting (memory.max-entries) must begin with STORAGE_ or storage.");
  }

  @Test
  void strayNames_areIgnored() {
    StorageFactory factory =
        StorageFactory.from(Map.of("PATH", "/bin", "storage.other.x", "1", "STORAGE", "2"))
            .withProviders(List.of(memory));

    assertThat(factory.config().settings())
        .containsExactly(
            new Setting("STORAGE_MODE", "memory", "default"),
            new Setting(ENTRIES, "10000", "default"));
  }

  @Test
  void mode_isTakenFromTheStrongestSource() {
    StorageFactory factory =
        factory(Map.of("storage.mode", "Local"), Map.of("STORAGE_MODE", "memory"));

    assertThat(factory.config().mode()).isEqualTo("disk");
    assertThat(factory.config().settings())
        .contains(new Setting("STORAGE_MODE", "Local", "system property"));
    assertThat(factory.with("STORAGE_MODE", "memory").config().mode()).isEqualTo("memory");
  }

  @Test
  void modeInTwoSpellings_isReported() {
    StorageFactory factory =
        factory(Map.of("storage.mode", "disk", "STORAGE_MODE", "memory"), Map.of());

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(factory::config)
        .withMessage(
            "Invalid storage configuration:\n  - STORAGE_MODE and storage.mode: set at once"
                + " (system property) and not the same; keep one");
  }

  @Test
  void mistakesOfTheChosenModeOnly_areReported() {
    Map<String, String> environment =
        Map.of("STORAGE_MEMORY_MAX_ENTRYS", "5", ENTRIES, "many", "STORAGE_DISK_MAX_SIZE", "huge");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> factory(Map.of(), environment).open())
        .withMessage(
            """
            Invalid storage configuration:
              - STORAGE_MEMORY_MAX_ENTRIES=many: must be an integer of at least 1
              - STORAGE_MEMORY_MAX_ENTRYS: unknown variable; did you mean STORAGE_MEMORY_MAX_ENTRIES?""");
    assertThat(memory.opened).isEmpty();
  }

  @Test
  void variablesUnderTheAliasAskedFor_areUnknown() {
    Map<String, String> environment =
        Map.of(
            "STORAGE_MODE", "Local",
            "STORAGE_LOCAL_MAX_SIZE", "1GiB",
            "storage.local.zzz", "1",
            "STORAGE_DISK_MAX_SIZ", "1GiB");

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> factory(Map.of(), environment).config())
        .withMessage(
            """
            Invalid storage configuration:
              - STORAGE_DISK_MAX_SIZ: unknown variable; did you mean STORAGE_DISK_MAX_SIZE?
              - STORAGE_LOCAL_MAX_SIZE: unknown variable; did you mean STORAGE_DISK_MAX_SIZE?
              - storage.local.zzz: unknown variable""");
  }

  @Test
  void variablesUnderAnAliasNotAskedFor_areIgnored() {
    Map<String, String> environment = Map.of("STORAGE_LOCAL_SERVICE_HOST", "10.0.0.1");

    assertThat(factory(Map.of("storage.mode", "disk"), environment).config().mode())
        .isEqualTo("disk");
    assertThat(factory(Map.of("storage.mode", "memory"), environment).config().mode())
        .isEqualTo("memory");
    assertThat(
            StorageFactory.of(Map.of(), environment).withProviders(List.of(disk)).config().mode())
        .isEqualTo("disk");
  }

  @Test
  void variablesUnderTheModeAsItWasWritten_areUnknown() {
    StorageFactory factory =
        StorageFactory.from(
                Map.of("STORAGE_MODE", "acmecloud", "STORAGE_ACMECLOUD_URL", "http://localhost"))
            .withProviders(List.of(new Cloud()));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(factory::config)
        .withMessage(
            "Invalid storage configuration:\n  - STORAGE_ACMECLOUD_URL: unknown variable;"
                + " did you mean STORAGE_ACME_CLOUD_URL?");
  }

  @Test
  void aliasThatBeginsTheMode_leavesItsVariablesAlone() {
    FakeProvider cloud =
        new FakeProvider(
            "acme-cloud", Set.of("acme"), List.of(Cloud.URL), config -> new HeapStorage());
    StorageFactory factory =
        StorageFactory.from(Map.of("STORAGE_MODE", "acme", "STORAGE_ACME_CLOUD_URL", "x"))
            .withProviders(List.of(cloud));

    assertThat(factory.config().get(Cloud.URL)).isEqualTo("x");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(factory.with("storage.acme.url", "y")::config)
        .withMessage(
            "Invalid storage configuration:\n  - STORAGE_ACME_URL: unknown variable;"
                + " did you mean STORAGE_ACME_CLOUD_URL?");
  }

  @Test
  void variableOfAFoundModeWithALongerPrefix_isNotUnknown() {
    FakeProvider shorter = new FakeProvider("acme");
    StorageFactory factory =
        StorageFactory.from(Map.of("STORAGE_MODE", "acme", "STORAGE_ACME_CLOUD_URL", "x"))
            .withProviders(List.of(shorter, new Cloud()));

    assertThat(factory.config().mode()).isEqualTo("acme");
  }

  private static final class Cloud extends FakeProvider {
    static final ConfigKey<String> URL = ConfigKey.text("STORAGE_ACME_CLOUD_URL");

    Cloud() {
      super("acme-cloud", URL);
    }
  }

  @Test
  void secretInAStrongerSource_winsOverTheFileInAWeakerOne(@TempDir Path directory)
      throws Exception {
    ConfigKey<String> token = ConfigKey.text("STORAGE_X_TOKEN").secret();
    Path file = Files.writeString(directory.resolve("token"), "from file\n");
    StorageFactory factory =
        StorageFactory.of(Map.of(), Map.of("STORAGE_X_TOKEN_FILE", file.toString()))
            .withProviders(List.of(new FakeProvider("x", token)));

    assertThat(factory.config().get(token)).isEqualTo("from file");
    assertThat(factory.config().settings())
        .contains(new Setting("STORAGE_X_TOKEN", "***", "environment, file " + file));
    assertThat(factory.with("STORAGE_X_TOKEN", "direct").config().get(token)).isEqualTo("direct");
  }

  @Test
  void listener_reachesTheProvider() {
    CacheListener listener = new CacheListener() {};

    factory(Map.of(), Map.of()).withListener(listener).open().close();

    assertThat(memory.opened.get(0).listener()).isSameAs(listener);
  }

  @Test
  void systemProperties_areReadAtTheTimeOfTheCall() {
    System.setProperty("storage.memory.max-entries", "42");
    StorageFactory factory;
    try {
      factory = StorageFactory.fromEnvironment();
    } finally {
      System.clearProperty("storage.memory.max-entries");
    }

    assertEntries(factory.withProviders(List.of(memory)), 42, "system property");
    assertEntries(
        StorageFactory.fromEnvironment().withProviders(List.of(memory)), 10_000, "default");
  }
}
