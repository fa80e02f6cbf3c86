package dev.larder.foreign;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A virtual environment with the packages of one requirements file, for the Python side of tests
 * and benchmarks. It is made once for each content of the file, also if several processes ask for
 * it.
 */
public final class PythonEnvironment {

  private static final String READY = "larder-ready";

  private final Path directory;

  private PythonEnvironment(Path directory) {
    this.directory = directory;
  }

  /**
   * Returns the environment with the packages that this module lists.
   *
   * @throws IllegalStateException if it cannot be made, with all that pip said
   */
  public static PythonEnvironment get() throws IOException {
    Path base = foreignPrograms();
    return of(
        PythonInterpreter.find(System.getenv()),
        base.resolve("src/main/python/requirements.txt"),
        base.resolve("target/python"));
  }

  /** Returns the directory of this module, which whoever uses it tells the JVM. */
  static Path foreignPrograms() {
    return Path.of(System.getProperty("larder.foreign", System.getProperty("basedir", "")));
  }

  /**
   * Returns the environment of that interpreter and that file, and makes it if there is none.
   *
   * @throws IllegalStateException if it cannot be made, with all that pip said
   */
  public static synchronized PythonEnvironment of(
      PythonInterpreter python, Path requirements, Path parent) throws IOException {
    Files.createDirectories(parent);
    Path directory =
        parent
            .resolve(python.version() + "-" + hash(python, Files.readAllBytes(requirements)))
            .toAbsolutePath();
    try (FileChannel file =
            FileChannel.open(
                parent.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      // Written last, so an environment whose making was interrupted is made again.
      if (lock.isValid() && !Files.exists(directory.resolve(READY))) {
        make(python, requirements, directory);
        Files.createFile(directory.resolve(READY));
      }
    }
    return new PythonEnvironment(directory);
  }

  private static void make(PythonInterpreter python, Path requirements, Path directory)
      throws IOException {
    delete(directory);
    execute(List.of(python.program().toString(), "-m", "venv", directory.toString()));
    execute(
        List.of(
            program(directory).toString(),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--only-binary=:all:",
            "--requirement",
            requirements.toAbsolutePath().toString()));
  }

  private static void execute(List<String> command) throws IOException {
    Program.Outcome outcome = Program.run(command, Map.of(), new byte[0]);
    if (outcome.exit() != 0) {
      throw new IllegalStateException(
          String.join(" ", command)
              + " ended with "
              + outcome.exit()
              + ":\n"
              + outcome.out()
              + outcome.err());
    }
  }

  /** Runs a script of {@code src/test/python} and returns its outcome. */
  public Program.Outcome run(String script, byte[] input, String... arguments) throws IOException {
    Path file = Path.of(System.getProperty("basedir", "")).resolve("src/test/python");
    List<String> command = new ArrayList<>();
    command.add(program().toString());
    command.add(file.resolve(script).toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    return Program.run(command, Map.of("PYTHONUTF8", "1"), input);
  }

  /** Returns the interpreter that sees the packages. */
  public Path program() {
    return program(directory);
  }

  private static Path program(Path directory) {
    return directory.resolve("bin").resolve("python");
  }

  private static String hash(PythonInterpreter python, byte[] requirements) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(python.program().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(requirements), 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Deletes a directory with all in it, if it is there. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
