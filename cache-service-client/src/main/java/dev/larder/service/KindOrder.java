package dev.larder.service;

import static dev.larder.service.EntryKind.BINARY;
import static dev.larder.service.EntryKind.JSON;
import static dev.larder.service.EntryKind.STRING;

import java.util.List;
import java.util.Set;

/** Which kinds of child a plain value of a name may be, the likeliest first. */
final class KindOrder {

  private static final Set<String> TEXTS =
      Set.of("txt", "md", "html", "csv", "tsv", "xml", "yaml", "yml", "log", "svg");
  private static final Set<String> BINARIES =
      Set.of("bin", "png", "jpg", "pdf", "parquet", "arrow", "zip", "gz");

  private KindOrder() {}

  /**
   * Returns the kinds in the order in which a value of that name is looked for: what its extension
   * promises first. Of several children of one name, the first in this order counts.
   */
  static List<EntryKind> of(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    if (TEXTS.contains(extension)) {
      return List.of(STRING, JSON, BINARY);
    }
    return BINARIES.contains(extension)
        ? List.of(BINARY, STRING, JSON)
        : List.of(JSON, STRING, BINARY);
  }
}
