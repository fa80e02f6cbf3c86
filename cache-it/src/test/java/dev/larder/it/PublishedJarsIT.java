package dev.larder.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each published jar carries, and what none of them may, so that the same sources give the
 * same bytes on every machine. Comparing two builds byte by byte would take a second build; this
 * looks for what makes builds differ: the time, the place, and who built.
 */
class PublishedJarsIT {

  private static final Path ROOT = Path.of(System.getProperty("larder.it.root", ""));
  private static final OffsetDateTime TIME =
      OffsetDateTime.parse(System.getProperty("larder.it.timestamp", "1970-01-01T00:00:00Z"));

  /** Returns the modules that the BOM aligns: those that are published with a jar. */
  static Stream<String> modules() throws IOException {
    String bom = Files.readString(ROOT.resolve("cache-bom/pom.xml"));
    Matcher artifact = Pattern.compile("<artifactId>(cache-[a-z-]+)</artifactId>").matcher(bom);
    return artifact
        .results()
        .map(found -> found.group(1))
        .filter(name -> !name.equals("cache-bom"));
  }

  /**
   * Returns the jars of classes, of sources and of Javadoc. The latter two are left out only if the
   * build was told to make none, as it is on the newest JDK: what the directory holds may be of
   * yesterday, or be missing because the build has lost the goal.
   */
  static Stream<Path> jars() throws IOException {
    return modules().flatMap(PublishedJarsIT::jars);
  }

  private static Stream<Path> jars(String module) {
    Path target = ROOT.resolve(module).resolve("target");
    List<String> ends = new ArrayList<>(List.of(".jar"));
    if (!Boolean.getBoolean("larder.it.without-sources")) {
      ends.add("-sources.jar");
    }
    if (!Boolean.getBoolean("larder.it.without-javadoc")) {
      ends.add("-javadoc.jar");
    }
    return ends.stream().map(end -> target.resolve(module + "-" + Jars.version() + end));
  }

  private static byte[] bytes(ZipFile jar, ZipEntry entry) {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void modules_areThoseOfTheBom() throws IOException {
    assertThat(modules()).contains("cache-api", "cache-memory", "cache-testkit");
  }

  @ParameterizedTest
  @MethodSource("jars")
  void jar_isMade(Path path) {
    assertThat(path).isNotEmptyFile();
  }

  @ParameterizedTest
  @MethodSource("jars")
  void license_isThatOfTheProject(Path path) throws IOException {
    try (ZipFile jar = new ZipFile(path.toFile())) {
      ZipEntry license = jar.getEntry("META-INF/LICENSE");
      assertThat(license).as("META-INF/LICENSE in " + path).isNotNull();
      assertThat(new String(bytes(jar, license), UTF_8))
          .isEqualTo(Files.readString(ROOT.resolve("LICENSE")));
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void everyEntry_hasTheTimeOfTheRelease(Path path) throws IOException {
    LocalDateTime time = TIME.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    try (ZipFile jar = new ZipFile(path.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getTimeLocal)).isNotEmpty().containsOnly(time);
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void noEntry_tellsWhereItWasBuilt(Path path) throws IOException {
    try (ZipFile jar = new ZipFile(path.toFile())) {
      assertThat(
              jar.stream()
                  .filter(e -> new String(bytes(jar, e), ISO_8859_1).contains(ROOT.toString())))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("jars")
  void manifest_tellsNothingOfTheBuilder(Path path) throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      assertThat(jar.getManifest().getMainAttributes().keySet().stream().map(String::valueOf))
          .isSubsetOf(
              "Manifest-Version",
              "Created-By",
              "Java-Version",
              "Build-Jdk-Spec",
              "Implementation-Title",
              "Implementation-Version");
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void pomProperties_haveNoDate(String module) throws IOException {
    try (ZipFile jar = new ZipFile(jars(module).findFirst().orElseThrow().toFile())) {
      ZipEntry entry = jar.getEntry("META-INF/maven/dev.larder/" + module + "/pom.properties");
      String text = new String(bytes(jar, entry), ISO_8859_1);
      assertThat(text).doesNotContain("#");
      Properties properties = new Properties();
      properties.load(new StringReader(text));
      assertThat(properties).containsOnlyKeys("groupId", "artifactId", "version");
    }
  }
}
