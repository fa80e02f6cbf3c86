package dev.larder.it;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The jars that the build has laid out for these tests, as a user has them. */
final class Jars {

  private static final Path DIRECTORY = Path.of(System.getProperty("larder.it.modules", ""));

  private Jars() {}

  static Path api() {
    return jar("cache-api");
  }

  /** Returns what mode {@code memory} needs. */
  static List<Path> memory() {
    return List.of(jar("cache-memory"), jar("caffeine"));
  }

  /** Returns what mode {@code disk} needs. */
  static List<Path> disk() {
    return List.of(jar("cache-disk"));
  }

  /** Returns what the JSON codecs need. */
  static List<Path> json() {
    return List.of(
        jar("cache-json"),
        jar("jackson-annotations"),
        jar("jackson-core"),
        jar("jackson-databind"),
        jar("jackson-datatype-jdk8"),
        jar("jackson-datatype-jsr310"));
  }

  private static Path jar(String artifact) {
    Path jar = DIRECTORY.resolve(artifact + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not there; run the build up to verify");
    }
    return jar;
  }

  /** Returns the version of all our jars, which messages advise. */
  static String version() {
    String name = Path.of(System.getProperty("larder.it.jar", "")).getFileName().toString();
    return name.substring("cache-it-".length(), name.length() - ".jar".length());
  }

  /** Returns the paths as one path. */
  static String path(List<Path> entries) {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }

  /**
   * Writes one jar of all, the way a careless build does: of files with the same name, the first.
   */
  static Path shade(Path target, List<Path> jars, Set<String> leftOut) {
    Set<String> names = new HashSet<>(leftOut);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
      for (Path jar : jars) {
        try (ZipFile file = new ZipFile(jar.toFile())) {
          for (ZipEntry entry : file.stream().toList()) {
            if (names.add(entry.getName()) && !entry.getName().endsWith("module-info.class")) {
              out.putNextEntry(new ZipEntry(entry.getName()));
              file.getInputStream(entry).transferTo(out);
            }
          }
        }
      }
      return target;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
