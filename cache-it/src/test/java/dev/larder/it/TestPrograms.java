package dev.larder.it;

/** The sources that the tests of both paths compile. */
final class TestPrograms {

  static final String MAIN = "dev.larder.it.app.Main";
  static final String MODULE = "dev.larder.it.app";

  private static final String APP =
      """
      package dev.larder.it.app;

      import dev.larder.config.ConfigurationException;
      import dev.larder.config.StorageFactory;
      import dev.larder.storage.Blob;
      import dev.larder.storage.CacheKey;
      import dev.larder.storage.SaveOptions;
      import dev.larder.storage.Storage;

      public final class Main {
        public static void main(String[] arguments) {
          try (Storage storage = StorageFactory.fromEnvironment().open()) {
            CacheKey key = CacheKey.of("app", "greeting");
            storage.save(key, Blob.ofText("saved and loaded"), SaveOptions.defaults());
            System.out.print(
                storage.info().mode() + ": " + storage.load(key).orElseThrow().value().toText());
          } catch (ConfigurationException wrong) {
            System.out.print(wrong.getMessage());
          }
        }
      }
      """;

  private TestPrograms() {}

  /** Saves and loads a value, and prints mode and value, or what is wrong with the settings. */
  static Sources app() {
    return new Sources().with("dev/larder/it/app/Main.java", APP);
  }

  static Sources appModule() {
    return app().with("module-info.java", "module dev.larder.it.app { requires dev.larder.api; }");
  }

  /** A provider of that package and mode, whose constructor does what is said; opening says so. */
  static Sources provider(String name, String mode, String constructor) {
    return new Sources()
        .with(
            name + "/Provider.java",
            """
            package %s;

            import dev.larder.config.ConfigKey;
            import dev.larder.config.ConfigurationException;
            import dev.larder.config.StorageConfig;
            import dev.larder.spi.StorageProvider;
            import dev.larder.storage.Storage;
            import java.util.List;
            import java.util.Set;

            public final class Provider implements StorageProvider {
              public Provider() {
                %s
              }

              @Override
              public String mode() {
                return "%s";
              }

              @Override
              public Set<String> aliases() {
                return Set.of();
              }

              @Override
              public List<ConfigKey<?>> configKeys() {
                return List.of();
              }

              @Override
              public Storage open(StorageConfig config) {
                throw new ConfigurationException(getClass().getName() + " was opened");
              }
            }
            """
                .formatted(name, constructor, mode))
        .withService(name + ".Provider");
  }

  /** The same as a module. */
  static Sources providerModule(String name, String mode, String constructor) {
    return provider(name, mode, constructor)
        .with(
            "module-info.java",
            """
            module %1$s {
              requires dev.larder.api;
              provides dev.larder.spi.StorageProvider with %1$s.Provider;
            }
            """
                .formatted(name));
  }
}
