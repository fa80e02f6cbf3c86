package dev.larder.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("interop")
class PythonEnvironmentIT {

  private static final PythonInterpreter PYTHON = PythonInterpreter.find(System.getenv());

  @TempDir private Path directory;

  private Path requirements(String content) throws IOException {
    return Files.writeString(directory.resolve("requirements.txt"), content);
  }

  @Test
  void environment_hasThePinnedPackages() throws IOException {
    Path python = PythonEnvironment.get().program();
    Program.Outcome outcome =
        Program.run(
            List.of(python.toString(), "-c", "import orjson; print(orjson.__version__)"),
            Map.of(),
            new byte[0]);
    assertThat(outcome.lines()).containsExactly("3.13.0");
  }

  @Test
  void manyAtOnce_makeItOnce() throws Exception {
    Path requirements = requirements("");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<Path>> made = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        made.add(
            pool.submit(
                () ->
                    PythonEnvironment.of(PYTHON, requirements, directory.resolve("env"))
                        .program()));
      }
      Path first = made.get(0).get();
      FileTime time =
          Files.getLastModifiedTime(first.resolveSibling("../larder-ready").normalize());
      for (Future<Path> other : made) {
        assertThat(other.get()).isEqualTo(first);
      }
      Path again = PythonEnvironment.of(PYTHON, requirements, directory.resolve("env")).program();
      assertThat(Files.getLastModifiedTime(again.resolveSibling("../larder-ready").normalize()))
          .isEqualTo(time);
      Path other =
          PythonEnvironment.of(PYTHON, requirements("# more"), directory.resolve("env")).program();
      assertThat(other).isNotEqualTo(first);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void packageThatIsNotThere_failsWithPipsOwnWords() throws IOException {
    Path requirements = requirements("./no-such-package-1.0.whl\n");
    assertThatThrownBy(() -> PythonEnvironment.of(PYTHON, requirements, directory.resolve("env")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(" -m pip ")
        .hasMessageContaining(" ended with 1:\n")
        .hasMessageContaining("no-such-package");
  }
}
