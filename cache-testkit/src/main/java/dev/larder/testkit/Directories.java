package dev.larder.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the persistence kit does to directories. */
final class Directories {

  private static final int ATTEMPTS = 100;

  private Directories() {}

  /** Returns the regular files below the directory, sorted. */
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * Copies all files, as they are at this moment, to another directory. What a storage at work
   * removes meanwhile may stand elsewhere by then, so the copy begins anew.
   */
  static void copy(Path from, Path to) throws IOException {
    for (int attempts = 1; ; attempts++) {
      try {
        copyOnce(from, to);
        return;
      } catch (NoSuchFileException removed) {
        if (attempts == ATTEMPTS) {
          throw removed;
        }
        for (Path file : files(to)) {
          Files.delete(file);
        }
      }
    }
  }

  private static void copyOnce(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.sorted().toList()) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.copy(source, target);
        }
      }
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }
}
