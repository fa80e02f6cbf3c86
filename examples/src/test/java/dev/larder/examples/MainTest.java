package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each program in a JVM of its own, as a user starts it. */
class MainTest {

  @TempDir Path dir;

  private record Ended(int code, List<String> out, List<String> err) {}

  private Ended start(String program, Map<String, String> environment) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("dev.larder.examples." + program);
    if (program.equals("SharedDirectory") || program.equals("Maintaining")) {
      command.add(dir.resolve("store").toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectOutput(dir.resolve("out").toFile()).redirectError(dir.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("STORAGE_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(program + " ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), lines("out"), lines("err"));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(dir.resolve(file));
  }

  @Test
  void quickStart_printsNothingButItsLines() throws Exception {
    Ended ended = start("QuickStart", Map.of("STORAGE_MEMORY_EVICTION", "lru"));

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("  setting       STORAGE_MEMORY_EVICTION=lru, environment");
  }

  @Test
  void quickStartWithWrongSettings_endsWithTheMessageAlone() throws Exception {
    Ended ended =
        start(
            "QuickStart",
            Map.of("STORAGE_MEMORY_MAX_ENTRIES", "many", "STORAGE_MEMORY_MAX_ENTRYS", "5"));

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .containsExactly(
            "Invalid storage configuration:",
            "  - STORAGE_MEMORY_MAX_ENTRIES=many: must be an integer of at least 1",
            "  - STORAGE_MEMORY_MAX_ENTRYS: unknown variable; did you mean"
                + " STORAGE_MEMORY_MAX_ENTRIES?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OwnBackend",
        "Observing",
        "TypedValues",
        "Artifacts",
        "SharedDirectory",
        "Maintaining"
      })
  void everyProgram_runs(String program) throws Exception {
    Ended ended = start(program, Map.of());

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).isNotEmpty();
  }

  @Test
  void firstSteps_printsWhatItsCommentsSay() throws Exception {
    assertThat(start("FirstSteps", Map.of()).out().subList(0, 3))
        .containsExactly(
            "Optional[October: 1310 orders]", "Optional.empty", "slow report on 2026/11");
  }
}
