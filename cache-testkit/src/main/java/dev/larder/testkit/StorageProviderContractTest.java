package dev.larder.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.config.ConfigKey;
import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageConfig;
import dev.larder.config.StorageFactory;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/**
 * The contract of a {@link StorageProvider} as tests. A provider's test extends it and names what
 * is documented of each setting.
 *
 * @param <C> the type of the provider's configuration
 */
public abstract class StorageProviderContractTest<C> {

  /** For the tests of providers. */
  protected StorageProviderContractTest() {}

  /** Returns the provider. */
  protected abstract StorageProvider provider();

  /** Returns the provider's own configuration for these settings, as its {@code open} makes it. */
  protected abstract C typed(StorageConfig config);

  /** Returns one case for each key of the provider. */
  protected abstract List<SettingCase<C>> settings();

  /** Returns the settings without which nothing can be opened; none unless overridden. */
  protected Map<String, String> required() {
    return Map.of();
  }

  private StorageConfig config(String name, String value) {
    Map<String, String> values = new HashMap<>(required());
    values.put(name, value);
    return StorageConfig.of(provider().mode(), provider().configKeys(), values);
  }

  private StorageConfig defaults() {
    return StorageConfig.of(provider().mode(), provider().configKeys(), required());
  }

  private ConfigKey<?> key(String name) {
    return provider().configKeys().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no key " + name));
  }

  private String prefix() {
    return "STORAGE_" + provider().mode().toUpperCase(Locale.ROOT) + "_";
  }

  @Test
  void mode_isLowerCase() {
    assertThat(provider().mode()).matches("[a-z][a-z0-9_]*");
    assertThat(provider().aliases()).allMatch(alias -> alias.matches("[a-z][a-z0-9_]*"));
    assertThat(provider().aliases()).doesNotContain(provider().mode());
  }

  @Test
  void class_canBeMadeByTheServiceLoader() throws NoSuchMethodException {
    Class<?> type = provider().getClass();
    assertThat(Modifier.isPublic(type.getModifiers())).as(type + " is public").isTrue();
    assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
  }

  @Test
  void class_isFoundByTheServiceLoader() {
    List<Class<?>> found = new ArrayList<>();
    ServiceLoader.load(StorageProvider.class).stream().forEach(p -> found.add(p.type()));
    assertThat(found).contains(provider().getClass());
  }

  @Test
  void class_isNamedInTheServicesFile() throws IOException {
    String file = "META-INF/services/" + StorageProvider.class.getName();
    List<String> lines = new ArrayList<>();
    for (URL url : Collections.list(loader().getResources(file))) {
      try (InputStream in = url.openStream()) {
        new String(in.readAllBytes(), UTF_8).lines().map(String::strip).forEach(lines::add);
      }
    }
    assertThat(lines).containsOnlyOnce(provider().getClass().getName());
  }

  private ClassLoader loader() {
    ClassLoader own = provider().getClass().getClassLoader();
    return own == null ? ClassLoader.getSystemClassLoader() : own;
  }

  @Test
  void modeAndAliases_chooseTheProvider() {
    List<String> names = new ArrayList<>(provider().aliases());
    names.add(provider().mode());
    for (String name : names) {
      StorageFactory factory = StorageFactory.from(required()).with("STORAGE_MODE", name);
      assertThat(factory.config().mode()).as("mode for " + name).isEqualTo(provider().mode());
    }
  }

  @Test
  void keys_beginWithTheProvidersPrefix() {
    assertThat(provider().configKeys())
        .allMatch(key -> key.name().startsWith(prefix()), "begins with " + prefix());
    assertThat(provider().configKeys().stream().map(ConfigKey::name)).doesNotHaveDuplicates();
  }

  @Test
  void keys_areTheSameObjectsEachTime() {
    List<ConfigKey<?>> again = provider().configKeys();
    assertThat(again).hasSameSizeAs(provider().configKeys());
    for (int i = 0; i < again.size(); i++) {
      assertThat(again.get(i)).isSameAs(provider().configKeys().get(i));
    }
  }

  @Test
  void keys_areDescribedInASentence() {
    assertThat(provider().configKeys()).allMatch(k -> k.description().matches("\\S.*\\."));
  }

  @Test
  void keys_haveACaseEach() {
    assertThat(settings().stream().map(SettingCase::name))
        .containsExactlyInAnyOrderElementsOf(
            provider().configKeys().stream().map(ConfigKey::name).toList());
  }

  @Test
  void defaults_areThoseDocumented() {
    C typed = typed(defaults());
    for (SettingCase<C> setting : settings()) {
      if (!required().containsKey(setting.name())) {
        assertThat(setting.defaultValue()).as("documented: " + setting.name()).isPresent();
        assertThat(setting.read(typed))
            .as(setting.name())
            .isEqualTo(setting.defaultValue().orElseThrow());
      }
    }
  }

  @Test
  void everySetting_reachesTheConfiguration() {
    for (SettingCase<C> setting : settings()) {
      assertThat(setting.value()).as("another value for " + setting.name()).isPresent();
      assertThat(setting.value()).isNotEqualTo(setting.defaultValue());
      C typed = typed(config(setting.name(), setting.text()));
      assertThat(setting.read(typed))
          .as(setting.name() + "=" + setting.text())
          .isEqualTo(setting.value().orElseThrow());
    }
  }

  @Test
  void illegalValue_isRefusedByName() {
    for (SettingCase<C> setting : settings()) {
      for (String illegal : setting.illegal()) {
        ConfigKey<?> key = key(setting.name());
        assertThat(problems(setting.name(), illegal))
            .containsExactly(setting.name() + "=" + key.shown(illegal) + ": must be " + key.rule());
      }
    }
  }

  @Test
  void unknownVariable_isRefusedByName() {
    String unknown = prefix() + "NO_SUCH_SETTING_ANYWHERE";
    assertThat(problems(unknown, "1")).singleElement().asString().startsWith(unknown + ": ");
  }

  private List<String> problems(String name, String value) {
    ConfigurationException failure =
        catchThrowableOfType(ConfigurationException.class, () -> config(name, value));
    assertThat(failure).as("refusal of " + name + "=" + value).isNotNull();
    return failure.problems();
  }

  @Test
  void openedStorage_hasTheMode() {
    try (Storage storage = provider().open(defaults())) {
      assertThat(storage.info().mode()).isEqualTo(provider().mode());
    }
  }
}
