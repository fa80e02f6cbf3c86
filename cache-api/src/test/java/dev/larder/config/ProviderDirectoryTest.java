package dev.larder.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.larder.spi.StorageProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProviderDirectoryTest {

  private static final String SERVICES = "META-INF/services/" + StorageProvider.class.getName();
  private static final String PLACE = FakeProvider.place();
  private static final String UNKNOWN =
      "Invalid storage configuration:\n  - STORAGE_MODE=broken (map): unknown mode\n      found: ";

  @TempDir Path directory;

  /** A provider of an add-on. */
  public static final class Good extends FakeProvider {
    public Good() {
      super("good", ConfigKey.integer("STORAGE_GOOD_MAX", 1));
    }
  }

  /** A provider whose constructor fails. */
  public static final class Failing extends FakeProvider {
    public Failing() {
      super("failing");
      throw new IllegalStateException("no licence");
    }
  }

  /** A provider whose library is missing. */
  public static final class Incomplete extends FakeProvider {
    public Incomplete() {
      super("incomplete");
    }

    @Override
    public String mode() {
      throw new NoClassDefFoundError("org/apache/arrow/Buffer");
    }
  }

  /** A provider with a mistake of its own. */
  public static final class Confused extends FakeProvider {
    public Confused() {
      super("confused");
    }

    @Override
    public String mode() {
      throw new UnsupportedOperationException("later");
    }
  }

  private URLClassLoader services(String... files) throws IOException {
    URL[] roots = new URL[files.length];
    for (int i = 0; i < files.length; i++) {
      Path root = directory.resolve("root" + i);
      Files.createDirectories(root.resolve(SERVICES).getParent());
      Files.writeString(root.resolve(SERVICES), files[i]);
      roots[i] = root.toUri().toURL();
    }
    return new URLClassLoader(roots, getClass().getClassLoader());
  }

  private static StorageFactory factory(String mode, ClassLoader loader) {
    return StorageFactory.from(Map.of("STORAGE_MODE", mode)).withClassLoader(loader);
  }

  @Test
  void providerOfAnotherClassLoader_isFound() throws IOException {
    try (URLClassLoader loader = services(Good.class.getName())) {
      assertThat(factory("good", loader).config().mode()).isEqualTo("good");
    }
  }

  @Test
  void providerOfTheContextClassLoader_isFoundAtOpening() throws IOException {
    StorageFactory factory = StorageFactory.from(Map.of("STORAGE_MODE", "good"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = services(Good.class.getName())) {
      thread.setContextClassLoader(loader);
      assertThat(factory.config().mode()).isEqualTo("good");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void missingContextClassLoader_isNoError() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      assertThat(ProviderDirectory.search(thread.getContextClassLoader()).failures()).isEmpty();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void brokenProviders_doNotStopAnotherOne() throws IOException {
    try (URLClassLoader loader =
        services(
            "not a class name",
            String.join(
                "\n",
                "no.such.Provider",
                ProviderDirectoryTest.class.getName(),
                Failing.class.getName(),
                Incomplete.class.getName(),
                Good.class.getName()))) {
      assertThat(factory("good", loader).config().mode()).isEqualTo("good");
    }
  }

  @Test
  void brokenProviders_areNamedWithTheirRootCauseWhereTheProviderIsMissing() throws IOException {
    String classes =
        String.join(
            "\n",
            "no.such.Provider",
            ProviderDirectoryTest.class.getName(),
            Failing.class.getName(),
            Incomplete.class.getName(),
            Confused.class.getName(),
            Good.class.getName());
    try (URLClassLoader loader = services(classes)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> factory("broken", loader).open())
          .withMessage(
              UNKNOWN
                  + "good ("
                  + PLACE
                  + ")\n"
                  + "      could not be loaded: Provider no.such.Provider not found\n"
                  + "      could not be loaded: "
                  + ProviderDirectoryTest.class.getName()
                  + " not a subtype\n"
                  + "      could not be loaded: Provider "
                  + Failing.class.getName()
                  + " could not be instantiated: java.lang.IllegalStateException: no licence\n"
                  + "      could not be loaded: "
                  + Incomplete.class.getName()
                  + ": java.lang.NoClassDefFoundError: org/apache/arrow/Buffer\n"
                  + "      could not be loaded: "
                  + Confused.class.getName()
                  + ": java.lang.UnsupportedOperationException: later")
          .withCauseInstanceOf(ServiceConfigurationError.class);
    }
  }

  @Test
  void brokenServicesFile_isNamed() throws IOException {
    try (URLClassLoader loader = services("not a class name", Good.class.getName())) {
      URL file = loader.findResource(SERVICES);

      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> factory("broken", loader).config())
          // JDK 25 also quotes the line.
          .withMessageStartingWith(
              UNKNOWN
                  + "good ("
                  + PLACE
                  + ")\n      could not be loaded: "
                  + file
                  + ":1: Illegal configuration-file syntax");
    }
  }

  @Test
  void loaderThatAlwaysFails_endsTheSearch() {
    ClassLoader hopeless =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("disk on fire");
          }
        };

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> factory("broken", hopeless).config())
        .withMessage(
            UNKNOWN
                + "no provider at all\n      could not be loaded:"
                + " Error locating configuration files: java.io.IOException: disk on fire");
  }

  @Test
  void providerInAJar_isNamedWithTheFileOfTheJar() throws IOException {
    Path jar = directory.resolve("cache-good-1.0.jar");
    String name = Good.class.getName();
    String entry = name.replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream code = getClass().getClassLoader().getResourceAsStream(entry)) {
      out.putNextEntry(new JarEntry(entry));
      code.transferTo(out);
      out.putNextEntry(new JarEntry(SERVICES));
      out.write(name.getBytes(UTF_8));
    }
    try (URLClassLoader loader = new OwnFirst(jar.toUri().toURL(), name)) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> factory("broken", loader).config())
          .withMessage(UNKNOWN + "good (cache-good-1.0.jar)");
    }
  }

  /** Loads one class from its own jar, although its parent has it too. */
  private static final class OwnFirst extends URLClassLoader {
    private final String own;

    OwnFirst(URL jar, String own) {
      super(new URL[] {jar}, OwnFirst.class.getClassLoader());
      this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(own) ? findClass(name) : super.loadClass(name, resolve);
    }
  }
}
