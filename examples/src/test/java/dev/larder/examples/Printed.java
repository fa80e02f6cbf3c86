package dev.larder.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;

/** What a program prints. */
final class Printed {

  private Printed() {}

  /** Returns the lines that the program prints on its screen. */
  static List<String> by(Consumer<Screen> program) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      program.accept(new Screen(out));
    }
    return bytes.toString(UTF_8).lines().toList();
  }
}
