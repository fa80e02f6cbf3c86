package dev.larder.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Directories below {@code target}, on whichever disk the project is; all JVMs know them. */
final class DiskSpot {

  private DiskSpot() {}

  /** Returns the directory that holds all others. */
  static Path all() {
    try {
      Path classes =
          Path.of(DiskSpot.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return classes.resolveSibling("disk-comparison");
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns a directory that exists; what an earlier probe left there still is. */
  static Path kept(String what, Rival who) throws IOException {
    return Files.createDirectories(all().resolve(what).resolve(who.name()));
  }

  /** Returns an empty directory. */
  static Path empty(String what, Rival who) throws IOException {
    delete(all().resolve(what).resolve(who.name()));
    return kept(what, who);
  }

  /** Waits until what was written before is on the medium, so that nobody pays for others. */
  static void settle() throws IOException {
    run("sync");
  }

  /** Returns how many bytes of the disk the directory takes; holes in files take none. */
  static long bytes(Path directory) throws IOException {
    String size = run("du", "-sk", directory.toString());
    return Long.parseLong(size.substring(0, size.indexOf('\t'))) << 10;
  }

  private static String run(String... command) throws IOException {
    // Of files that vanish meanwhile it complains, and goes on.
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Deletes the directory with all that is in it, if it is there. */
  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
