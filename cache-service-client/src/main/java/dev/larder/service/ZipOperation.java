package dev.larder.service;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One step of a batch on a zip. Immutable. Contents are texts; bytes go in one by one, with {@link
 * ZipCalls#add(String, String, dev.larder.storage.Blob)}.
 */
public final class ZipOperation {

  /** When a step is taken. One that is not taken is a success all the same. */
  public enum Condition {
    /** In any case. */
    ALWAYS,
    /** If the file is there. */
    IF_EXISTS,
    /** If the file is not there. */
    IF_NOT_EXISTS
  }

  private final Map<String, String> fields;

  private ZipOperation(Map<String, String> fields) {
    this.fields = Map.copyOf(fields);
  }

  /** Returns the step that adds a file. */
  public static ZipOperation add(String path, String content) {
    return new ZipOperation(Map.of("action", "add", "path", path, "content", content));
  }

  /** Returns the step that puts other content into a file. */
  public static ZipOperation replace(String path, String content) {
    return new ZipOperation(Map.of("action", "replace", "path", path, "content", content));
  }

  /** Returns the step that removes a file; it fails if there is none. */
  public static ZipOperation remove(String path) {
    return new ZipOperation(Map.of("action", "remove", "path", path));
  }

  /** Returns the step that removes the files whose names match, as {@code *.txt}. */
  public static ZipOperation removeMatching(String pattern) {
    return new ZipOperation(Map.of("action", "remove", "path", "", "pattern", pattern));
  }

  /** Returns the step that renames a file; it fails if there is none. */
  public static ZipOperation rename(String path, String newPath) {
    return new ZipOperation(Map.of("action", "rename", "path", path, "new_path", newPath));
  }

  /** Returns this step with that condition. */
  public ZipOperation when(Condition condition) {
    Map<String, String> more = new HashMap<>(fields);
    more.put("condition", condition.name().toLowerCase(Locale.ROOT));
    return new ZipOperation(more);
  }

  Map<String, String> toMap() {
    return fields;
  }
}
