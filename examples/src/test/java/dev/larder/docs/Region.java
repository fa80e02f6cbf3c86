package dev.larder.docs;

import java.nio.file.Path;
import java.util.List;

/** Part of a source, between {@code // region name} and {@code // endregion}. */
final class Region {

  private Region() {}

  /**
   * Returns the lines of a region, moved to the left margin, without blank lines at either end.
   *
   * @param reference path and name, as in {@code examples/src/main/java/X.java#name}
   */
  static List<String> read(String reference) {
    int hash = reference.indexOf('#');
    if (hash < 0) {
      throw new IllegalArgumentException("snippet (" + reference + ") must be path#region");
    }
    List<String> source = Project.text(Path.of(reference.substring(0, hash))).lines().toList();
    List<String> stripped = source.stream().map(String::strip).toList();
    int start = stripped.indexOf("// region " + reference.substring(hash + 1));
    int end = start < 0 ? -1 : stripped.subList(start, stripped.size()).indexOf("// endregion");
    if (end < 0) {
      throw new IllegalArgumentException(
          "snippet (" + reference + ") must lie between // region and // endregion");
    }
    return toTheLeft(source.subList(start + 1, start + end));
  }

  private static List<String> toTheLeft(List<String> lines) {
    // Blank lines at the ends go first: the last one would count as a line without indentation.
    String text = String.join("\n", lines).replaceFirst("^(\\s*\n)+", "").stripTrailing();
    return text.stripIndent().lines().toList();
  }
}
