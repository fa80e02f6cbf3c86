package dev.larder.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.disk.DiskStorage;
import dev.larder.storage.Storage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of these examples in a JVM of its own, that is told lines and answers with lines. */
final class ChildJvm implements AutoCloseable {

  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  private ChildJvm(Process process) {
    this.process = process;
    this.to = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  static ChildJvm start(Class<?> program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), program.getName()));
    command.addAll(List.of(arguments));
    return new ChildJvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** Returns where our classes are: the class path of a program that Maven runs is Maven's. */
  private static String classPath() {
    return Stream.of(ChildJvm.class, Storage.class, DiskStorage.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
        .map(location -> Path.of(URI.create(location)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Tells the program a line and returns what it answers. */
  String ask(String line) throws IOException {
    tell(line);
    return answer();
  }

  void tell(String line) throws IOException {
    to.write(line + "\n");
    to.flush();
  }

  String answer() throws IOException {
    String line = from.readLine();
    if (line == null) {
      throw new IOException("the other process has ended; what went wrong stands above");
    }
    return line;
  }

  /** Ends the program as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
