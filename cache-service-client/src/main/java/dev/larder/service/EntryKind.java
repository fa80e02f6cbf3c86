package dev.larder.service;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What kind of value an entry or a child has. */
public enum EntryKind {
  /** A text. */
  STRING,
  /** A JSON object. */
  JSON,
  /** Bytes. */
  BINARY;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** Returns the name that the service knows it by, as {@code string}. */
  public String wireName() {
    return wireName;
  }

  /** Returns the kind that the service knows by that name; empty if there is none. */
  public static Optional<EntryKind> of(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
