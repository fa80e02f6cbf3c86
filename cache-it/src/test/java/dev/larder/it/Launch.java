package dev.larder.it;

import dev.larder.foreign.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts a JVM of its own on the JDK that runs the tests. */
final class Launch {

  private Launch() {}

  /** Runs the command line and returns what it printed, or fails with all that it said. */
  static String java(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Map<String, String> variables = new HashMap<>(environment);
    // Options meant for this JVM would change what is tested, and be announced in the output.
    variables.put("JAVA_TOOL_OPTIONS", "");
    try {
      return String.join("\n", Program.run(command, variables, new byte[0]).lines());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
