package dev.larder.config;

import static java.util.Objects.requireNonNull;

import dev.larder.spi.StorageProvider;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;

/**
 * Opens the storage that the settings ask for. Immutable; may be used by any thread, any number of
 * times.
 *
 * <pre>{@code
 * try (Storage storage = StorageFactory.fromEnvironment().open()) { ... }
 * }</pre>
 *
 * <p><b>Names.</b> A setting has two spellings: the variable {@code STORAGE_DISK_MAX_SIZE} and the
 * property {@code storage.disk.max-size}; each may be used in every source.
 *
 * <p><b>Sources.</b> What {@link #with} says wins over a system property, that over the
 * environment, that over the default. A blank value counts as not set. A secret may be in a file
 * whose path is in the variable {@code <name>_FILE}.
 *
 * <p><b>Mode.</b> {@code STORAGE_MODE} names the provider, without regard to case, {@code -} and
 * {@code _}. If it is not set, the only provider is taken, or {@code memory} among several. There
 * is no fallback: an unknown mode, or one whose jar is missing, is an error.
 *
 * <p><b>Mistakes.</b> All are reported at once, in a {@link ConfigurationException}, before
 * anything is opened; among them every variable under the prefix of the mode, or of the alias that
 * {@code STORAGE_MODE} says, that the provider does not know.
 */
public final class StorageFactory {

  static final String MODE = "STORAGE_MODE";

  private final Map<String, String> overrides;
  private final List<Source> sources;
  private final CacheListener listener;
  private final Supplier<ProviderDirectory> directory;

  private StorageFactory(
      Map<String, String> overrides,
      List<Source> sources,
      CacheListener listener,
      Supplier<ProviderDirectory> directory) {
    this.overrides = overrides;
    this.sources = sources;
    this.listener = listener;
    this.directory = directory;
  }

  /**
   * Returns a factory for the settings in the system properties and the environment, as they are
   * now.
   */
  public static StorageFactory fromEnvironment() {
    Properties properties = System.getProperties();
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      String value = properties.getProperty(name);
      if (value != null) {
        texts.put(name, value);
      }
    }
    return of(texts, System.getenv());
  }

  /** Returns a factory for those system properties and that environment. */
  static StorageFactory of(Map<String, String> properties, Map<String, String> environment) {
    return of(
        List.of(
            new Source(Source.SYSTEM_PROPERTY, properties),
            new Source(Source.ENVIRONMENT, environment)));
  }

  /**
   * Returns a factory for the settings in a map, and nothing else: for tests, and for programs with
   * a configuration of their own. Names that begin with neither {@code STORAGE_} nor {@code
   * storage.} are ignored.
   */
  public static StorageFactory from(Map<String, String> settings) {
    return of(List.of(new Source(Source.MAP, requireNonNull(settings, "settings"))));
  }

  private static StorageFactory of(List<Source> sources) {
    return new StorageFactory(
        Map.of(),
        sources,
        CacheListener.NONE,
        () -> ProviderDirectory.search(Thread.currentThread().getContextClassLoader()));
  }

  /**
   * Returns a factory with that setting, which wins over every other source; a blank value takes
   * back what {@code with} said before.
   *
   * @param name the setting in either spelling, {@code STORAGE_MODE} included
   * @throws IllegalArgumentException if the name is not one of a setting
   */
  public StorageFactory with(String name, String value) {
    String variable = Source.variable(requireNonNull(name, "name"));
    if (!variable.startsWith("STORAGE_")) {
      throw new IllegalArgumentException(
          "name of a setting (" + Given.printable(name) + ") must begin with STORAGE_ or storage.");
    }
    Map<String, String> more = new LinkedHashMap<>(overrides);
    more.put(variable, requireNonNull(value, "value"));
    return new StorageFactory(more, sources, listener, directory);
  }

  /** Returns a factory that hands that listener to the storages it opens. */
  public StorageFactory withListener(CacheListener listener) {
    return new StorageFactory(overrides, sources, requireNonNull(listener, "listener"), directory);
  }

  /**
   * Returns a factory that looks for providers in that class loader, in place of the context class
   * loader of the thread. That of this library is searched in any case.
   */
  public StorageFactory withClassLoader(ClassLoader loader) {
    requireNonNull(loader, "loader");
    return new StorageFactory(overrides, sources, listener, () -> ProviderDirectory.search(loader));
  }

  StorageFactory withProviders(List<StorageProvider> providers) {
    return new StorageFactory(overrides, sources, listener, () -> ProviderDirectory.of(providers));
  }

  /**
   * Chooses the provider and checks its settings, and opens nothing.
   *
   * @throws ConfigurationException with everything that is wrong
   */
  public StorageConfig config() {
    return prepare().config();
  }

  /**
   * Opens the storage and logs one line about it, with the source of each setting that is not the
   * default, to the logger {@code dev.larder}. Whoever called closes it.
   *
   * @throws ConfigurationException with everything that is wrong
   * @throws CacheException if the provider cannot open it
   */
  public Storage open() {
    return prepare().open();
  }

  private Opening prepare() {
    List<Source> all = new ArrayList<>();
    all.add(new Source(Source.BUILDER, overrides));
    all.addAll(sources);
    Sources ordered = new Sources(all);
    List<String> problems = new ArrayList<>();
    Given mode = ordered.find(List.of(MODE), problems);
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    ProviderDirectory providers = directory.get();
    Candidate chosen = new ProviderChoice(providers, Artifacts.version()).choose(mode);
    Opening opening = Opening.prepare(chosen, mode, ordered, providers);
    return opening.withConfig(opening.config().withListener(listener));
  }
}
