package dev.larder.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The way to one value inside a JSON object, as {@code request.url}. */
final class FieldPath {

  private static final int LONGEST = 256;

  private FieldPath() {}

  /**
   * Returns the path as the service understands it: without white space around it, and with {@code
   * _} for each character that it does not allow.
   *
   * @throws IllegalArgumentException if a part is empty, or the path longer than 256 characters
   */
  static String clean(String path) {
    StringBuilder cleaned = new StringBuilder();
    path.strip().codePoints().forEach(c -> cleaned.append(isAllowed(c) ? (char) c : '_'));
    String result = cleaned.toString();
    if (result.length() > LONGEST) {
      throw new IllegalArgumentException(
          "field path of " + result.length() + " characters: at most " + LONGEST);
    }
    if (result.startsWith(".") || result.endsWith(".") || result.contains("..")) {
      throw new IllegalArgumentException("field path '" + result + "' has an empty part");
    }
    return result;
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }

  /** Returns the value there, or null if there is none or it is null. The path is a clean one. */
  static @Nullable Object find(@Nullable Object root, String path) {
    Object value = root;
    for (String part : path.split("\\.", -1)) {
      if (!(value instanceof Map<?, ?> object)) {
        return null;
      }
      value = object.get(part);
    }
    return value;
  }
}
