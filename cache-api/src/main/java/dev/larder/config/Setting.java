package dev.larder.config;

import java.util.Objects;

/**
 * One setting as it came out, fit to be shown.
 *
 * @param name the variable, such as {@code STORAGE_MEMORY_MAX_ENTRIES}
 * @param value the value as it would be written; {@code ***} for a secret
 * @param source where it came from: {@code builder}, {@code system property}, {@code environment},
 *     {@code map} or {@code default}; for a secret from a file, with the path of the file; for the
 *     variable of another program, with its name
 */
public record Setting(String name, String value, String source) {

  /** Checks that nothing is null. */
  public Setting {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(source, "source");
  }
}
