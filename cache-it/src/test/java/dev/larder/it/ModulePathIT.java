package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which provider a program gets that is a module and has its jars on the module path. */
class ModulePathIT {

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
    app = TestPrograms.appModule().compile(shared.resolve("app"), "-p", Jars.api().toString());
  }

  private static String run(Map<String, String> environment, List<Path> more) {
    List<Path> path = new ArrayList<>(List.of(app, Jars.api()));
    path.addAll(more);
    return Launch.java(
        environment, "-p", Jars.path(path), "-m", TestPrograms.MODULE + "/" + TestPrograms.MAIN);
  }

  private Path provider(String name, String mode, String constructor) {
    return TestPrograms.providerModule(name, mode, constructor)
        .compile(directory.resolve(name), "-p", Jars.api().toString());
  }

  private static List<Path> memoryAnd(Path other) {
    List<Path> path = new ArrayList<>(List.of(other));
    path.addAll(Jars.memory());
    return path;
  }

  @Test
  void modeThatWasAskedFor_isOpenedThoughNobodyRequiresIt() {
    assertThat(run(MEMORY, Jars.memory())).isEqualTo(WORKS);
  }

  @Test
  void onlyProvider_isOpenedUnasked() {
    assertThat(run(Map.of(), Jars.memory())).isEqualTo(WORKS);
  }

  @Test
  void severalProviders_giveMemoryUnlessAskedOtherwise() {
    List<Path> both = memoryAnd(provider("other", "other", ""));
    assertThat(run(Map.of(), both)).isEqualTo(WORKS);
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
        .contains("\n      found: memory (cache-memory.jar)\n")
        .endsWith("and a module must declare: provides dev.larder.spi.StorageProvider with ...");
  }

  @Test
  void twoProvidersOfOneMode_areBothNamed() {
    assertThat(run(MEMORY, memoryAnd(provider("rival", "memory", ""))))
        .startsWith(WRONG + "=memory (environment): more than one provider claims this mode: ")
        .contains("rival.Provider (")
        .contains("dev.larder.memory.MemoryStorageProvider (cache-memory.jar)")
        .endsWith("; keep one of them");
  }

  @Test
  void brokenProvider_isNotInTheWayOfAnother() {
    String failing = "if (true) { throw new IllegalStateException(\"on purpose\"); }";
    assertThat(run(MEMORY, memoryAnd(provider("broken", "broken", failing)))).isEqualTo(WORKS);
  }

  @Test
  void servicesFileAlone_isNotReadFromTheModulePath() {
    Path undeclared =
        TestPrograms.provider("undeclared", "undeclared", "")
            .with(
                "module-info.java",
                "module undeclared { requires dev.larder.api; exports undeclared; }")
            .compile(directory.resolve("undeclared"), "-p", Jars.api().toString());
    assertThat(run(Map.of("STORAGE_MODE", "undeclared"), memoryAnd(undeclared)))
        .startsWith(WRONG + "=undeclared (environment): unknown mode");
  }

  @Test
  void jsonCodecs_workForAPackageThatIsOpenToJackson() {
    assertThat(json("opens dev.larder.it.app to com.fasterxml.jackson.databind;"))
        .isEqualTo(
            "Item[name=n, made=2026-11-21T00:00:00Z, note=Optional.empty]"
                + " {\"node_name\":\"n\",\"code_hash\":\"c\",\"env_hash\":\"\","
                + "\"inputs_hash\":\"i\",\"deps_hash\":\"d\",\"timestamp\":1.500}");
  }

  @Test
  void jsonCodecs_refuseAPackageThatIsNotOpen() {
    assertThat(json("")).startsWith("no JsonCodec of dev.larder.it.app.Main$Item: ");
  }

  private String json(String opens) {
    List<Path> path = new ArrayList<>(List.of(Jars.api()));
    path.addAll(Jars.json());
    Path classes =
        new Sources()
            .with("dev/larder/it/app/Main.java", JSON)
            .with(
                "module-info.java",
                "module dev.larder.it.app { requires dev.larder.json; " + opens + " }")
            .compile(directory.resolve("json"), "-p", Jars.path(path));
    path.add(classes);
    return Launch.java(
        Map.of(), "-p", Jars.path(path), "-m", TestPrograms.MODULE + "/" + TestPrograms.MAIN);
  }

  private static final String JSON =
      """
      package dev.larder.it.app;

      import dev.larder.backend.NodeSignature;
      import dev.larder.json.JsonCodec;
      import dev.larder.json.NodeSignatureJson;
      import java.time.Instant;
      import java.util.Optional;

      public final class Main {
        record Item(String name, Instant made, Optional<String> note) {}

        public static void main(String[] arguments) {
          try {
            JsonCodec<Item> codec = JsonCodec.of(Item.class);
            Item item = new Item("n", Instant.parse("2026-11-21T00:00:00Z"), Optional.empty());
            System.out.print(codec.decode(codec.encode(item)) + " ");
            NodeSignature signature =
                new NodeSignature("n", "c", "", "i", "d", Instant.ofEpochMilli(1500));
            System.out.print(NodeSignatureJson.codec().encode(signature).toText());
          } catch (IllegalArgumentException refused) {
            System.out.print(refused.getMessage());
          }
        }
      }
      """;
}
