package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which provider a program gets that has its jars on the class path. */
class ClassPathIT {

  private static final String WORKS = "memory: saved and loaded";
  private static final String WRONG = "Invalid storage configuration:\n  - STORAGE_MODE";
  private static final Map<String, String> MEMORY = Map.of("STORAGE_MODE", "memory");
  private static final String OTHER_OPENED =
      "Invalid storage configuration:\n  - other.Provider was opened";
  private static final Map<String, String> OTHER = Map.of("STORAGE_MODE", "other");

  @TempDir private static Path shared;
  @TempDir private Path directory;
  private static Path app;

  @BeforeAll
  static void compile() {
    app = TestPrograms.app().compile(shared.resolve("app"), "-cp", Jars.api().toString());
  }

  private static String run(Map<String, String> environment, List<Path> more) {
    List<Path> path = new ArrayList<>(List.of(app, Jars.api()));
    path.addAll(more);
    return Launch.java(environment, "-cp", Jars.path(path), TestPrograms.MAIN);
  }

  private Path provider(String name, String mode, String constructor) {
    return TestPrograms.provider(name, mode, constructor)
        .compile(directory.resolve(name), "-cp", Jars.api().toString());
  }

  private static List<Path> memoryAnd(Path other) {
    List<Path> path = new ArrayList<>(List.of(other));
    path.addAll(Jars.memory());
    return path;
  }

  @Test
  void modeThatWasAskedFor_isOpened() {
    assertThat(run(MEMORY, Jars.memory())).isEqualTo(WORKS);
    assertThat(run(Map.of("STORAGE_MODE", "Memory"), Jars.memory())).isEqualTo(WORKS);
  }

  @Test
  void onlyProvider_isOpenedUnasked() {
    assertThat(run(Map.of(), Jars.memory())).isEqualTo(WORKS);
  }

  @Test
  void severalProviders_giveMemoryUnlessAskedOtherwise() {
    List<Path> both = memoryAnd(provider("other", "other", ""));
    assertThat(run(Map.of(), both)).isEqualTo(WORKS);
    assertThat(run(MEMORY, both)).isEqualTo(WORKS);
    assertThat(run(OTHER, both)).isEqualTo(OTHER_OPENED);
  }

  @Test
  void diskMode_isOpenedByItsNameAndItsAlias() {
    String root = directory.resolve("store").toString();
    for (String mode : List.of("disk", "local")) {
      Map<String, String> settings = Map.of("STORAGE_MODE", mode, "STORAGE_DISK_ROOT", root);
      assertThat(run(settings, Jars.disk())).isEqualTo("disk: saved and loaded");
    }
    assertThat(run(Map.of("STORAGE_DISK_ROOT", root), Jars.disk()))
        .isEqualTo("disk: saved and loaded");
  }

  @Test
  void diskBesideMemory_isOpenedOnlyWhenAskedFor() {
    String root = directory.resolve("store").toString();
    List<Path> both = new ArrayList<>(Jars.disk());
    both.addAll(Jars.memory());
    assertThat(run(Map.of("STORAGE_DISK_ROOT", root), both)).isEqualTo(WORKS);
    assertThat(run(Map.of("STORAGE_MODE", "disk", "STORAGE_DISK_ROOT", root), both))
        .isEqualTo("disk: saved and loaded");
  }

  @Test
  void diskWithoutItsDirectory_saysWhichSettingIsMissing() {
    assertThat(run(Map.of("STORAGE_MODE", "disk"), Jars.disk()))
        .isEqualTo(
            "Invalid storage configuration:\n  - STORAGE_DISK_ROOT: not set; must be a path");
  }

  @Test
  void unknownMode_namesTheOneThatWasMeant() {
    assertThat(run(Map.of("STORAGE_MODE", "memroy"), Jars.memory()))
        .isEqualTo(
            WRONG
                + "=memroy (environment): unknown mode; did you mean memory?\n"
                + "      found: memory (cache-memory.jar)");
  }

  @Test
  void knownModeWithoutItsJar_namesTheArtifact() {
    assertThat(run(Map.of("STORAGE_MODE", "disk"), Jars.memory()))
        .startsWith(
            WRONG
                + "=disk (environment): no provider for this mode; add dev.larder:cache-disk:"
                + Jars.version()
                + "\n")
        .contains("\n      found: memory (cache-memory.jar)\n");
    assertThat(run(MEMORY, List.of()))
        .startsWith(
            WRONG
                + "=memory (environment): no provider for this mode; add dev.larder:cache-memory:"
                + Jars.version()
                + "\n")
        .contains("\n      found: no provider at all\n");
  }

  @Test
  void twoProvidersOfOneMode_areBothNamed() {
    Path rival = provider("rival", "memory", "");
    assertThat(run(MEMORY, memoryAnd(rival)))
        .isEqualTo(
            WRONG
                + "=memory (environment): more than one provider claims this mode: rival.Provider ("
                + rival
                + "/) and dev.larder.memory.MemoryStorageProvider (cache-memory.jar);"
                + " keep one of them");
  }

  @Test
  void brokenProvider_isNotInTheWayOfAnother() {
    String failing = "if (true) { throw new IllegalStateException(\"on purpose\"); }";
    assertThat(run(MEMORY, memoryAnd(provider("broken", "broken", failing)))).isEqualTo(WORKS);
    Path gone =
        new Sources()
            .withService("gone.Provider")
            .with("X.java", "class X {}")
            .compile(directory.resolve("gone"), "-cp", Jars.api().toString());
    assertThat(run(MEMORY, memoryAnd(gone))).isEqualTo(WORKS);
  }

  @Test
  void brokenProvider_isExplainedToWhoeverAsksForIt() {
    String failing = "if (true) { throw new IllegalStateException(\"on purpose\"); }";
    assertThat(
            run(Map.of("STORAGE_MODE", "redis"), memoryAnd(provider("broken", "redis", failing))))
        .startsWith(WRONG + "=redis (environment): no provider for this mode; add ")
        .contains("could not be loaded: ")
        .contains("broken.Provider")
        .endsWith("on purpose");
  }

  @Test
  void providerWithoutItsLibrary_isNotInTheWayOfAnother() {
    Path other = provider("other", "other", "");
    List<Path> withoutCaffeine = List.of(other, Jars.memory().get(0));
    assertThat(run(Map.of("STORAGE_MODE", "nothing"), withoutCaffeine))
        .startsWith(WRONG + "=nothing (environment): unknown mode");
    assertThat(run(OTHER, withoutCaffeine)).isEqualTo(OTHER_OPENED);
  }

  @Test
  void shadedJar_worksIfItsServicesAreThere() {
    List<Path> jars = memoryAnd(Jars.api());
    Path whole = Jars.shade(directory.resolve("whole.jar"), jars, Set.of());
    assertThat(Launch.java(MEMORY, "-cp", Jars.path(List.of(app, whole)), TestPrograms.MAIN))
        .isEqualTo(WORKS);
  }

  @Test
  void shadedJarThatLostItsServices_isExplained() {
    Path lossy =
        Jars.shade(
            directory.resolve("lossy.jar"),
            memoryAnd(Jars.api()),
            Set.of("META-INF/services/dev.larder.spi.StorageProvider"));
    assertThat(Launch.java(MEMORY, "-cp", Jars.path(List.of(app, lossy)), TestPrograms.MAIN))
        .startsWith(WRONG + "=memory (environment): no provider for this mode; add ")
        .contains(
            "\n      if it is there: a shaded jar must merge META-INF/services (maven-shade:"
                + " ServicesResourceTransformer, Gradle Shadow: mergeServiceFiles()),\n");
  }
}
