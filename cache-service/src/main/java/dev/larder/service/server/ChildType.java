package dev.larder.service.server;

import java.util.List;

/** The kinds of child files; the same name may be there once in each. */
enum ChildType {
  JSON("json", "json"),
  STRING("string", "txt"),
  BINARY("binary", "bin"),
  /** Known by name only: there is no such file. */
  TYPE_SAFE("type-safe", "");

  private static final String ALLOWED = "'json', 'string', 'binary' or 'type-safe'";

  private final String wireName;
  private final String extension;

  ChildType(String wireName, String extension) {
    this.wireName = wireName;
    this.extension = extension;
  }

  String wireName() {
    return wireName;
  }

  String extension() {
    return extension;
  }

  /** Returns the kind of that name, or fails. */
  static ChildType of(String name) {
    for (ChildType type : values()) {
      if (type.wireName.equals(name)) {
        return type;
      }
    }
    throw Failure.notOneOf(List.of("path", "data_type"), ALLOWED, name);
  }
}
