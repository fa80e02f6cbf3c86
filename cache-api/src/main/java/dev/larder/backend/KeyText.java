package dev.larder.backend;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Any text as parts of a key name: different texts give different names. */
final class KeyText {

  /** Leaves room in a name for what stands before it. */
  static final int MAX_LENGTH = 480;

  private KeyText() {}

  /**
   * Returns the text with everything escaped as {@code %XXXX} that a name cannot hold, and a hash
   * in place of the end where it is too long.
   *
   * @throws IllegalArgumentException if the text is empty
   */
  static String escape(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("node or key must not be empty");
    }
    StringBuilder name = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(text, i)) {
        name.append(c);
      } else {
        name.append(String.format("%%%04X", (int) c));
      }
    }
    return name.length() <= MAX_LENGTH ? name.toString() : shortened(name);
  }

  // A dot or a slash is escaped where it stands first or beside another one, which leaves no part
  // that is empty, "." or "..".
  private static boolean isPlain(String text, int i) {
    char c = text.charAt(i);
    if (c == '/' || c == '.') {
      boolean last = i + 1 == text.length();
      return i > 0 && !last && isOrdinary(text.charAt(i - 1)) && isOrdinary(text.charAt(i + 1));
    }
    return isOrdinary(c);
  }

  private static boolean isOrdinary(char c) {
    return c != '/'
        && c != '.'
        && c != '%'
        && !Character.isISOControl(c)
        && !Character.isSurrogate(c);
  }

  private static String shortened(StringBuilder name) {
    // "%%" stands in no escaped text, so no other text has such a name.
    String hash = "%%" + sha256(name.toString());
    int kept = MAX_LENGTH - hash.length();
    // A slash or dot must not become the last character of a part.
    while (!isOrdinary(name.charAt(kept - 1))) {
      kept--;
    }
    return name.substring(0, kept) + hash;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
