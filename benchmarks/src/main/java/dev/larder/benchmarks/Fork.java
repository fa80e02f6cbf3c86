package dev.larder.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts probes in JVMs of their own, so that nobody runs on code compiled for another. */
final class Fork {

  // Xbatch: whoever calls a method waits until it is compiled. Otherwise the warm-up has to be as
  // long as a compiler may take that other work on the machine keeps waiting.
  // AlwaysPreTouch: or whoever allocates first pays the system for every page of the new heap,
  // which a program that has run for a minute does not.
  private static final List<String> THROUGHPUT_JVM =
      List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch", "-Xbatch");

  // Code that takes in what another process writes is called now and then, and is compiled during
  // the measurement: the reader is not to stand still for that, for up to 140 ms.
  private static final List<String> READER_JVM =
      List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch");

  // So that after a collection "used" is what is reachable, without any dead wood.
  private static final List<String> HEAP_JVM =
      List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:MarkSweepAlwaysCompactCount=1");

  // Each put is timed, and so is the first opening: none is to wait for a compiler.
  private static final List<String> DISK_JVM = List.of("-Xms2g", "-Xmx2g", "-XX:+UseG1GC");

  private Fork() {}

  /**
   * Runs the probe to its end and returns its samples.
   *
   * @throws IllegalStateException if it fails; the message ends in its own words
   */
  static Samples run(String probe, Form form, Rival rival) {
    List<String> command = new ArrayList<>(rival.launcher());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm(probe));
    command.addAll(rival.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Worker.class.getName()));
    command.addAll(List.of(probe, form.name(), rival.name()));
    try {
      return samples(command);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> jvm(String probe) {
    if (probe.endsWith("heap")) {
      return HEAP_JVM;
    }
    if (probe.equals("service-footprint")) {
      return List.of("-Xmx256m", "-XX:+UseSerialGC");
    }
    if (probe.equals("disk-processes")) {
      return READER_JVM;
    }
    return probe.startsWith("disk-") && !probe.equals("disk-get") ? DISK_JVM : THROUGHPUT_JVM;
  }

  private static Samples samples(List<String> command) throws IOException {
    Path errors = Files.createTempFile("larder-probe", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      Thread end = new Thread(process::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(end);
      Samples samples = new Samples();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        samples.addLine(line);
      }
      int status = exitOf(process);
      Runtime.getRuntime().removeShutdownHook(end);
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command.subList(command.size() - 3, command.size()))
                + " failed with exit status "
                + status
                + ": "
                + Files.readString(errors).strip());
      }
      return samples;
    } finally {
      Files.delete(errors);
    }
  }

  private static int exitOf(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a probe ran", e);
    }
  }
}
