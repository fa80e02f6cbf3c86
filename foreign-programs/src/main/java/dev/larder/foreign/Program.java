package dev.larder.foreign;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program to its end. */
public final class Program {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private Program() {}

  /**
   * What came of a program.
   *
   * @param exit its exit code
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  public record Outcome(int exit, String out, String err) {

    /** Returns the lines of standard output, or fails with all that was said. */
    public List<String> lines() {
      if (exit != 0) {
        throw new IllegalStateException("exit " + exit + "\n" + out + err);
      }
      return out.lines().toList();
    }

    /** Returns the last thing that was said, for a message in one line. */
    public String lastWords() {
      return (out + err).lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b).strip();
    }
  }

  /**
   * Runs the command with those variables on top of this JVM's.
   *
   * @throws IOException if it cannot be started
   * @throws IllegalStateException if it does not end within five minutes; it is killed then
   */
  public static Outcome run(List<String> command, Map<String, String> environment, byte[] input)
      throws IOException {
    try {
      return run(command, environment, input, TIMEOUT);
    } catch (TimeoutException hangs) {
      throw new IllegalStateException(command + " " + hangs.getMessage(), hangs);
    }
  }

  /**
   * Runs the command with those variables on top of this JVM's, for at most that long.
   *
   * @throws IOException if it cannot be started
   * @throws TimeoutException if it does not end in that time; it is killed then
   */
  static Outcome run(
      List<String> command, Map<String, String> environment, byte[] input, Duration limit)
      throws IOException, TimeoutException {
    Path out = Files.createTempFile("larder-it", ".out");
    Path err = Files.createTempFile("larder-it", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      // Files, because a pipe that nobody empties would stop the program.
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      feed(process, input);
      await(process, command, limit);
      return new Outcome(process.exitValue(), read(out), read(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException ended) {
      // It ended without reading all; its exit code tells.
    }
  }

  private static void await(Process process, List<String> command, Duration limit)
      throws TimeoutException {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TimeoutException("did not end within " + limit.toMillis() + " ms");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, interrupted);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
