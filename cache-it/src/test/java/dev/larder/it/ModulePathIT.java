package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which provider a program gets that is a module and has its jars on the module path, where it
 * requires none but the API.
 */
final class ModulePathIT extends ProvidersOnAPath {

  @TempDir private static Path shared;
  private static Path app;

  @BeforeAll
  static void compile() {
    app = TestPrograms.appModule().compile(shared.resolve("app"), "-p", Jars.api().toString());
  }

  @Override
  String run(Map<String, String> environment, List<Path> jars) {
    List<Path> path = new ArrayList<>(List.of(app, Jars.api()));
    path.addAll(jars);
    return Launch.java(
        environment, "-p", Jars.path(path), "-m", TestPrograms.MODULE + "/" + TestPrograms.MAIN);
  }

  @Override
  Path provider(String name, String mode, String constructor) {
    return TestPrograms.providerModule(name, mode, constructor)
        .compile(directory.resolve(name), "-p", Jars.api().toString());
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
