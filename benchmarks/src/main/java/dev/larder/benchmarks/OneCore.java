package dev.larder.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A rival whose JVM has one core only, the last of those that this process may use. Threads that
 * wait for each other then cost what they do, and not what it takes to wake a core that halted.
 *
 * @param rival the rival
 * @param core the number of the core
 */
record OneCore(Rival rival, int core) implements Rival {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  /**
   * Returns the rivals, each on one core; empty where the system is not Linux.
   *
   * @throws IllegalStateException if the program {@code taskset} is missing
   */
  static Optional<List<OneCore>> of(List<? extends Rival> rivals) {
    if (!Files.isReadable(STATUS)) {
      return Optional.empty();
    }
    requireTaskset();
    int core = lastCore();
    return Optional.of(rivals.stream().map(rival -> new OneCore(rival, core)).toList());
  }

  private static void requireTaskset() {
    try {
      Process process = new ProcessBuilder("taskset", "--version").start();
      process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException missing) {
      throw new IllegalStateException(
          "the program taskset is missing; install the package util-linux", missing);
    }
  }

  private static int lastCore() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(ALLOWED))
          .map(line -> lastOf(line.substring(ALLOWED.length())))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(STATUS + " has no " + ALLOWED));
    } catch (IOException unreadable) {
      throw new IllegalStateException("cannot read " + STATUS, unreadable);
    }
  }

  /** Returns the last number of a list like {@code 0-3,8}. */
  static int lastOf(String list) {
    String text = list.strip();
    int before = Math.max(text.lastIndexOf(','), text.lastIndexOf('-'));
    return Integer.parseInt(text.substring(before + 1));
  }

  @Override
  public String name() {
    return rival.name();
  }

  @Override
  public String label() {
    return rival.label() + ", one core";
  }

  @Override
  public boolean isLocal() {
    return rival.isLocal();
  }

  @Override
  public List<String> flags() {
    return rival.flags();
  }

  @Override
  public List<String> launcher() {
    return List.of("taskset", "-c", Integer.toString(core));
  }
}
