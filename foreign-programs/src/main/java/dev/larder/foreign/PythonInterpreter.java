package dev.larder.foreign;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Python of this host that really runs: a program of that name may be a shim that refuses.
 *
 * @param program the interpreter itself
 * @param version its version, such as {@code 3.13}
 */
record PythonInterpreter(Path program, String version) {

  private static final int MIN_MINOR = 12;
  private static final int MAX_MINOR = 14;

  // A shim may wait for something that never comes.
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

  // Debian keeps the modules that make an environment in a package of its own.
  private static final String PROBE =
      "import sys, venv, ensurepip; print(sys.version_info[0], sys.version_info[1], sys.executable)";

  /**
   * Returns the first that runs and is new enough: {@code $LARDER_PYTHON}, those on the path by
   * version, then those that pyenv keeps.
   *
   * @throws IllegalStateException if there is none; the message says what to install, and what was
   *     wrong with each that was tried
   */
  public static PythonInterpreter find(Map<String, String> environment) {
    return find(environment, PROBE_LIMIT);
  }

  /** Returns what {@link #find(Map)} does, and passes over what does not answer in that time. */
  static PythonInterpreter find(Map<String, String> environment, Duration limit) {
    List<String> refused = new ArrayList<>();
    Set<Path> tried = new LinkedHashSet<>();
    List<Path> candidates = new ArrayList<>();
    Optional.ofNullable(environment.get("LARDER_PYTHON")).map(Path::of).ifPresent(candidates::add);
    candidates.addAll(onPath(environment));
    candidates.addAll(inPyenv(environment, limit));
    for (Path candidate : candidates) {
      if (tried.add(candidate)) {
        try {
          return probe(candidate, environment, limit);
        } catch (IOException | TimeoutException refusal) {
          refused.add(candidate + ": " + refusal.getMessage());
        }
      }
    }
    throw new IllegalStateException(
        "no Python of at least 3."
            + MIN_MINOR
            + "; install one (apt-get install python3 python3-venv, or pyenv install 3.13),"
            + " or set LARDER_PYTHON to one. Tried:"
            + (refused.isEmpty()
                ? " nothing was found"
                : "" + String.join("", refused.stream().map(line -> "\n  " + line).toList())));
  }

  private static PythonInterpreter probe(
      Path candidate, Map<String, String> environment, Duration limit)
      throws IOException, TimeoutException {
    Program.Outcome outcome =
        Program.run(List.of(candidate.toString(), "-c", PROBE), environment, new byte[0], limit);
    String[] said = outcome.lastWords().split(" ", 3);
    if (outcome.exit() != 0 || said.length != 3) {
      throw new IOException("exit " + outcome.exit() + ", " + outcome.lastWords());
    }
    String version = said[0] + "." + said[1];
    if (!said[0].equals("3") || Integer.parseInt(said[1]) < MIN_MINOR) {
      throw new IOException("is " + version);
    }
    return new PythonInterpreter(Path.of(said[2]), version);
  }

  private static List<Path> onPath(Map<String, String> environment) {
    List<String> names =
        new ArrayList<>(
            IntStream.iterate(MAX_MINOR, minor -> minor >= MIN_MINOR, minor -> minor - 1)
                .mapToObj(minor -> "python3." + minor)
                .toList());
    names.add("python3");
    return names.stream().flatMap(name -> programs(name, environment)).toList();
  }

  private static Stream<Path> programs(String name, Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable);
  }

  private static List<Path> inPyenv(Map<String, String> environment, Duration limit) {
    Set<Path> roots = new LinkedHashSet<>();
    Optional.ofNullable(environment.get("PYENV_ROOT")).map(Path::of).ifPresent(roots::add);
    programs("pyenv", environment)
        .flatMap(pyenv -> root(pyenv, environment, limit))
        .forEach(roots::add);
    Optional.ofNullable(environment.get("HOME"))
        .map(home -> Path.of(home, ".pyenv"))
        .ifPresent(roots::add);
    return roots.stream().flatMap(PythonInterpreter::versions).toList();
  }

  private static Stream<Path> root(Path pyenv, Map<String, String> environment, Duration limit) {
    try {
      Program.Outcome outcome =
          Program.run(List.of(pyenv.toString(), "root"), environment, new byte[0], limit);
      return outcome.exit() == 0 ? Stream.of(Path.of(outcome.lastWords())) : Stream.empty();
    } catch (IOException | TimeoutException failure) {
      return Stream.empty();
    }
  }

  /** Returns the interpreters under a pyenv, the newest first. */
  private static Stream<Path> versions(Path root) {
    try (Stream<Path> versions = Files.list(root.resolve("versions"))) {
      return versions
          .sorted(Comparator.comparing(PythonInterpreter::minor).reversed())
          .map(version -> version.resolve("bin").resolve("python"))
          .filter(Files::isExecutable)
          .toList()
          .stream();
    } catch (IOException none) {
      return Stream.empty();
    }
  }

  private static int minor(Path version) {
    String[] parts = version.getFileName().toString().split("[^0-9]+");
    return parts.length > 1 && parts[0].equals("3") ? Integer.parseInt(parts[1]) : 0;
  }
}
