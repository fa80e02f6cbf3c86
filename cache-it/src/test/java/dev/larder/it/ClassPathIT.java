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
final class ClassPathIT extends ProvidersOnAPath {

  @TempDir private static Path shared;
  private static Path app;

  @BeforeAll
  static void compile() {
    app = TestPrograms.app().compile(shared.resolve("app"), "-cp", Jars.api().toString());
  }

  @Override
  String run(Map<String, String> environment, List<Path> jars) {
    List<Path> path = new ArrayList<>(List.of(app, Jars.api()));
    path.addAll(jars);
    return Launch.java(environment, "-cp", Jars.path(path), TestPrograms.MAIN);
  }

  @Override
  Path provider(String name, String mode, String constructor) {
    return TestPrograms.provider(name, mode, constructor)
        .compile(directory.resolve(name), "-cp", Jars.api().toString());
  }

  @Test
  void providerWithoutItsClass_isNotInTheWayOfAnother() {
    Path gone =
        new Sources()
            .withService("gone.Provider")
            .with("X.java", "class X {}")
            .compile(directory.resolve("gone"), "-cp", Jars.api().toString());
    assertThat(run(MEMORY, memoryAnd(gone))).isEqualTo(WORKS);
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
