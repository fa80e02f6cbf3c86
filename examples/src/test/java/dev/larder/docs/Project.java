package dev.larder.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this project. */
public final class Project {

  /** The directory of the whole project, wherever in it the test was started. */
  public static final Path ROOT = root();

  /** Whether the documents are to be brought up to date instead of being compared. */
  static final boolean WRITE = Boolean.getBoolean("larder.docs.write");

  static final String HOW_TO_WRITE =
      "out of date; bring it up to date with:"
          + " mvn -q -pl examples -am test -Dtest='*DocsTest' -Dlarder.docs.write=true";

  private Project() {}

  private static Path root() {
    Path dir = Path.of("").toAbsolutePath();
    while (!Files.exists(dir.resolve("cache-bom/pom.xml"))) {
      dir = dir.getParent();
      if (dir == null) {
        throw new IllegalStateException("not inside the project: " + Path.of("").toAbsolutePath());
      }
    }
    return dir;
  }

  /** Returns every document in Markdown, relative to the root, those that a build made left out. */
  static List<Path> documents() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .map(ROOT::relativize)
          .filter(path -> path.toString().endsWith(".md"))
          .filter(Project::isOurs)
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isOurs(Path path) {
    for (Path part : path) {
      if (part.toString().equals("target") || part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  static String text(Path path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static void write(Path path, String text) {
    try {
      Files.writeString(ROOT.resolve(path), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
