package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs a main class of these tests. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Child start(Class<?> main, Path root, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.add(root.toString());
    for (Object argument : arguments) {
      command.add(String.valueOf(argument));
    }
    try {
      return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the next line, or null when the child has ended. */
  String line() {
    try {
      return out.readLine();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns all that is left to be read, for a message. */
  String rest() {
    return String.join("\n", out.lines().toList());
  }

  /** Ends the child at once: SIGKILL. What it has written can still be read. */
  void kill() {
    // Not the process's own method, which closes the pipe with what is left in it.
    process.toHandle().destroyForcibly();
  }

  /** Stops the child, or lets it go on. */
  void signal(String name) {
    try {
      Process sent = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
      assertThat(sent.waitFor()).as("kill -" + name).isZero();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the test was interrupted", interrupted);
    }
  }

  /** Tells the child something. */
  void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Tells the child something, and returns its answer. */
  String ask(String line) {
    tell(line);
    return line();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int exit() {
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new AssertionError("the child did not end");
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the test was interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exit();
  }
}
