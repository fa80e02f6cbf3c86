package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which provider a program gets, whichever path its jars are on: each case in a JVM of its own,
 * with the jars as they are published.
 */
abstract class ProvidersOnAPath {

  static final String WORKS = "memory: saved and loaded";
  static final String WRONG = "Invalid storage configuration:\n  - STORAGE_MODE";
  static final Map<String, String> MEMORY = Map.of("STORAGE_MODE", "memory");
  static final String OTHER_OPENED =
      "Invalid storage configuration:\n  - other.Provider was opened";
  static final Map<String, String> OTHER = Map.of("STORAGE_MODE", "other");
  private static final String FAILING =
      "if (true) { throw new IllegalStateException(\"on purpose\"); }";

  @TempDir Path directory;

  /** Runs the program with the API and these jars on its path, and returns what it printed. */
  abstract String run(Map<String, String> environment, List<Path> jars);

  /** Compiles a provider in the form that this path finds: see {@link TestPrograms#provider}. */
  abstract Path provider(String name, String mode, String constructor);

  static List<Path> memoryAnd(Path other) {
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
    assertMissing("disk", run(Map.of("STORAGE_MODE", "disk"), Jars.memory()))
        .contains("\n      found: memory (cache-memory.jar)\n");
    assertMissing("memory", run(MEMORY, List.of())).contains("\n      found: no provider at all\n");
  }

  private static AbstractStringAssert<?> assertMissing(String mode, String printed) {
    return assertThat(printed)
        .startsWith(
            "%s=%s (environment): no provider for this mode; add dev.larder:cache-%s:%s\n"
                .formatted(WRONG, mode, mode, Jars.version()))
        .endsWith("and a module must declare: provides dev.larder.spi.StorageProvider with ...");
  }

  /** In either order, for there is none on the module path. */
  @Test
  void twoProvidersOfOneMode_areBothNamed() {
    Path rival = provider("rival", "memory", "");
    String one = "rival.Provider (" + rival + "/)";
    String two = "dev.larder.memory.MemoryStorageProvider (cache-memory.jar)";
    String start = WRONG + "=memory (environment): more than one provider claims this mode: ";
    assertThat(run(MEMORY, memoryAnd(rival)))
        .isIn(
            start + one + " and " + two + "; keep one of them",
            start + two + " and " + one + "; keep one of them");
  }

  @Test
  void brokenProvider_isNotInTheWayOfAnother() {
    assertThat(run(MEMORY, memoryAnd(provider("broken", "broken", FAILING)))).isEqualTo(WORKS);
  }

  @Test
  void brokenProvider_isExplainedToWhoeverAsksForIt() {
    assertThat(
            run(Map.of("STORAGE_MODE", "redis"), memoryAnd(provider("broken", "redis", FAILING))))
        .startsWith(WRONG + "=redis (environment): no provider for this mode; add ")
        .contains("could not be loaded: ")
        .contains("broken.Provider")
        .endsWith("on purpose");
  }
}
