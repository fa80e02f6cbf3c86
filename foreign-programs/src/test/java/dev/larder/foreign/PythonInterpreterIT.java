package dev.larder.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("interop")
class PythonInterpreterIT {

  private Path home;
  private Path bin;
  private Map<String, String> environment;

  @BeforeEach
  void emptyHost(@TempDir Path directory) throws IOException {
    home = directory;
    bin = Files.createDirectory(home.resolve("bin"));
    environment = new HashMap<>(Map.of("PATH", bin.toString(), "HOME", home.toString()));
  }

  private Path script(Path file, String line) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }

  private Path python(String name, String version) throws IOException {
    return script(bin.resolve(name), "echo " + version + " /real/" + name);
  }

  @Test
  void thisHost_hasOneThatRuns() {
    PythonInterpreter found = PythonInterpreter.find(System.getenv());
    assertThat(found.program()).isExecutable();
    assertThat(found.version()).matches("3\\.(1[2-9]|[2-9]\\d)");
  }

  @Test
  void nothing_saysWhatToInstall() {
    assertThatThrownBy(() -> PythonInterpreter.find(environment))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no Python of at least 3.12; install one (apt-get install python3 python3-venv,"
                + " or pyenv install 3.13), or set LARDER_PYTHON to one. Tried: nothing was found");
  }

  @Test
  void shimThatRefuses_isPassedOver() throws IOException {
    script(bin.resolve("python3.13"), "echo 'pyenv: python3.13: command not found' >&2; exit 127");
    python("python3.12", "3 12");
    assertThat(PythonInterpreter.find(environment))
        .isEqualTo(new PythonInterpreter(Path.of("/real/python3.12"), "3.12"));
  }

  @Test
  void shimThatHangs_isPassedOver() throws IOException {
    script(bin.resolve("python3.14"), "exec /bin/sleep 600");
    script(bin.resolve("pyenv"), "exec /bin/sleep 600");
    python("python3.12", "3 12");
    // As long as a busy machine may take for the one that answers.
    assertThat(PythonInterpreter.find(environment, Duration.ofSeconds(5)).program())
        .isEqualTo(Path.of("/real/python3.12"));
  }

  @Test
  void onlyAShimThatHangs_isSaidSo() throws IOException {
    script(bin.resolve("python3.14"), "exec /bin/sleep 600");
    assertThatThrownBy(() -> PythonInterpreter.find(environment, Duration.ofMillis(100)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(
            "Tried:\n  " + bin.resolve("python3.14") + ": did not end within 100 ms");
  }

  @Test
  void namedPython_isFirst() throws IOException {
    python("python3.14", "3 14");
    environment.put("LARDER_PYTHON", python("mine", "3 12").toString());
    assertThat(PythonInterpreter.find(environment).program()).isEqualTo(Path.of("/real/mine"));
  }

  @Test
  void pyenv_isAskedLast() throws IOException {
    python("python3", "3 11");
    Path versions = home.resolve("elsewhere/versions");
    script(versions.resolve("3.9.18/bin/python"), "echo 3 9 /real/3.9");
    script(versions.resolve("3.13.0/bin/python"), "echo 3 13 /real/3.13");
    script(versions.resolve("3.12.1/bin/python"), "echo 3 12 /real/3.12");
    script(bin.resolve("pyenv"), "echo " + home.resolve("elsewhere"));
    assertThat(PythonInterpreter.find(environment))
        .isEqualTo(new PythonInterpreter(Path.of("/real/3.13"), "3.13"));
  }

  @Test
  void allRefused_saysWhyForEach() throws IOException {
    environment.put("LARDER_PYTHON", home.resolve("gone").toString());
    script(bin.resolve("python3.12"), "echo 'No module named ensurepip' >&2; exit 1");
    python("python3", "3 11");
    assertThatThrownBy(() -> PythonInterpreter.find(environment))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Tried:\n  " + home.resolve("gone") + ": ")
        .hasMessageEndingWith(
            "\n  "
                + bin.resolve("python3.12")
                + ": exit 1, No module named ensurepip\n  "
                + bin.resolve("python3")
                + ": is 3.11");
  }
}
