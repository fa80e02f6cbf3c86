package dev.larder.service.server;

import java.util.regex.Pattern;

/**
 * The rules for names, as the original has them: what a name does not allow becomes {@code _}, and
 * what is too long or nothing but {@code _} is refused.
 */
final class Identifiers {

  /** The longest path of a file on the storage. */
  static final int MAX_PATH = 512;

  private static final int MAX_ID = 128;
  private static final int MAX_FILE_PATH = 1024;
  private static final int MAX_FIELD_PATH = 256;
  private static final Pattern GUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern HASH = Pattern.compile("[a-f0-9]{10,96}");

  private Identifiers() {}

  /** Returns a namespace or file id: letters, digits, {@code _} and {@code -}. */
  static String id(String name, String value) {
    String trimmed = trim(value);
    limit(name, "Safe_Str__Id", trimmed, MAX_ID, value);
    return clean(trimmed, "_-");
  }

  /** Returns a key or another path of files: also {@code . / \} and the space. */
  static String filePath(String name, String value) {
    String trimmed = trim(value);
    limit(name, "Safe_Str__File__Path", trimmed, MAX_FILE_PATH, value);
    String cleaned = clean(trimmed, "_-./\\ ");
    if (!cleaned.isEmpty() && cleaned.chars().allMatch(c -> c == '_')) {
      throw Failure.identifier(
          name,
          "in Safe_Str__File__Path, sanitized value consists entirely of '_' characters",
          value);
    }
    return cleaned;
  }

  /** Returns a path of a field inside a JSON object; empty means none. */
  static String fieldPath(String name, String value) {
    String trimmed = trim(value);
    limit(name, "Safe_Str__Json__Field_Path", trimmed, MAX_FIELD_PATH, value);
    String cleaned = clean(trimmed, "_-.");
    if (cleaned.contains("..")) {
      throw Failure.identifier(
          name, "Field path cannot contain consecutive dots: '" + cleaned + "'", value);
    }
    if (cleaned.startsWith(".") || cleaned.endsWith(".")) {
      throw Failure.identifier(
          name, "Field path cannot start or end with a dot: '" + cleaned + "'", value);
    }
    return cleaned;
  }

  /** Returns the id of an entry, as it is written. */
  static String cacheId(String name, String value) {
    if (!isGuid(value)) {
      throw Failure.identifier(
          name, "in Random_Guid: value provided was not a Guid: " + value, value);
    }
    return value;
  }

  /** Returns whether the text is the id of an entry. */
  static boolean isGuid(String value) {
    return value.length() == 36 && GUID.matcher(value).matches();
  }

  /** Returns a hash; a blank one is the hash of nothing. */
  static String cacheHash(String name, String value) {
    String trimmed = trim(value);
    if (!trimmed.isEmpty() && !HASH.matcher(trimmed).matches()) {
      throw Failure.identifier(
          name,
          "in Safe_Str__Cache_Hash, value does not match required pattern: ^[a-f0-9]{10,96}$",
          value);
    }
    return trimmed;
  }

  /**
   * Returns the folder of a key of children: no empty part, and {@code -} for what a folder does
   * not allow and for two dots.
   */
  static String childFolder(String dataKey) {
    StringBuilder folder = new StringBuilder();
    for (String part : dataKey.split("/", -1)) {
      if (!part.isEmpty()) {
        folder.append(folder.isEmpty() ? "" : "/").append(childFolderPart(part));
      }
    }
    return folder.toString();
  }

  private static String childFolderPart(String part) {
    return part.replaceAll("[^A-Za-z0-9\\-_.]+", "-").replace("..", "-");
  }

  /**
   * Refuses a path that a storage cannot hold, or that leads out of its folder.
   *
   * @param name the identifier that the path was made of
   */
  static void requireSafePath(String name, String path) {
    if (path.length() > MAX_PATH) {
      throw Failure.identifier(
          name,
          "the path of a file would have "
              + path.length()
              + " characters, and the longest has "
              + MAX_PATH,
          path);
    }
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        throw Failure.identifier(name, "a path must not have the part '..'", path);
      }
    }
  }

  private static void limit(String name, String type, String trimmed, int max, String input) {
    int length = trimmed.codePointCount(0, trimmed.length());
    if (length > max) {
      throw Failure.identifier(
          name,
          "in "
              + type
              + ", value exceeds maximum length of "
              + max
              + " characters (was "
              + length
              + ")",
          input);
    }
  }

  /** Returns the text with {@code _} for each code point but letters, digits and those. */
  static String clean(String text, String allowed) {
    int bad = 0;
    while (bad < text.length() && isAllowed(text.charAt(bad), allowed)) {
      bad++;
    }
    if (bad == text.length()) {
      return text;
    }
    StringBuilder cleaned = new StringBuilder(text.length()).append(text, 0, bad);
    text.codePoints()
        .skip(text.codePointCount(0, bad))
        .forEach(c -> cleaned.append(isAllowed(c, allowed) ? (char) c : '_'));
    return cleaned.toString();
  }

  private static boolean isAllowed(int c, String allowed) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || allowed.indexOf(c) >= 0;
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }
}
