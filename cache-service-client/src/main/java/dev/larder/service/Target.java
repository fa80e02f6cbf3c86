package dev.larder.service;

import java.nio.charset.StandardCharsets;

/** The path and the query of one route, percent-encoded. Immutable parts go in one by one. */
final class Target {

  private static final String HEX = "0123456789ABCDEF";
  private static final String UNRESERVED = "-_.~";
  private static final int LONGEST_NAMESPACE = 128;
  private static final int LONGEST_PATH = 1024;

  private final StringBuilder text = new StringBuilder(128);
  private boolean hasQuery;

  private Target() {}

  /** Begins with fixed text that needs no encoding, as {@code /info/health}. */
  static Target of(String path) {
    Target target = new Target();
    target.text.append(path);
    return target;
  }

  /**
   * Begins with a namespace.
   *
   * @throws IllegalArgumentException if it is one that the service would alter or refuse
   */
  static Target in(String namespace) {
    return of("").namespace(namespace);
  }

  /** Adds a namespace, like {@link #in}. */
  Target namespace(String namespace) {
    boolean legal = !namespace.isEmpty() && namespace.length() <= LONGEST_NAMESPACE;
    for (int i = 0; legal && i < namespace.length(); i++) {
      legal = isWord(namespace.charAt(i));
    }
    if (!legal) {
      throw new IllegalArgumentException(
          "namespace (" + namespace + ") must be 1 to 128 of the characters A-Z a-z 0-9 _ -");
    }
    return then(namespace);
  }

  private static boolean isWord(char c) {
    return isAlphanumeric(c) || c == '_' || c == '-';
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** Adds fixed text that needs no encoding, after a slash. */
  Target then(String fixed) {
    text.append('/').append(fixed);
    return this;
  }

  /**
   * Adds an id of an entry.
   *
   * @throws IllegalArgumentException if it is none
   */
  Target id(String cacheId) {
    boolean legal = cacheId.length() == 36;
    for (int i = 0; legal && i < 36; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      char c = cacheId.charAt(i);
      legal = dash ? c == '-' : Character.digit(c, 16) >= 0 && c < 0x80;
    }
    if (!legal) {
      throw new IllegalArgumentException(
          "cacheId (" + cacheId + ") must be a GUID, as the service gave it");
    }
    return then(cacheId);
  }

  /**
   * Adds a hash.
   *
   * @throws IllegalArgumentException if it is none
   */
  Target hash(String cacheHash) {
    if (!cacheHash.matches("[a-f0-9]{10,96}")) {
      throw new IllegalArgumentException(
          "cacheHash (" + cacheHash + ") must be 10 to 96 hexadecimal digits in lower case");
    }
    return then(cacheHash);
  }

  /** Adds one segment, with everything in it encoded that means something in a URL. */
  Target segment(String what, String value) {
    if (value.isBlank() || value.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          what + " (" + value + ") must be a name that is not blank and has no slash");
    }
    checkParts(what, value);
    text.append('/');
    encode(value);
    return this;
  }

  /** Adds a path, whose slashes stay. */
  Target path(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(what + " (" + value + ") must not be blank");
    }
    checkParts(what, value);
    for (String part : value.split("/", -1)) {
      text.append('/');
      encode(part);
    }
    return this;
  }

  private static void checkParts(String what, String value) {
    if (value.length() > LONGEST_PATH) {
      throw new IllegalArgumentException(
          what + " of " + value.length() + " characters: at most " + LONGEST_PATH);
    }
    // Loops, since this is done several times a call: no pattern and no stream is made for it.
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c) || isUnpaired(value, i)) {
        throw new IllegalArgumentException(what + " must not hold control characters");
      }
      if (c == '/' || c == '\\') {
        checkPart(what, value, start, i);
        start = i + 1;
      }
    }
    checkPart(what, value, start, value.length());
  }

  private static void checkPart(String what, String value, int start, int end) {
    boolean dots = end - start == 1 || end - start == 2;
    for (int i = start; i < end && dots; i++) {
      dots = value.charAt(i) == '.';
    }
    // Libraries and proxies on the way resolve them, and the service might.
    if (dots) {
      throw new IllegalArgumentException(what + " (" + value + ") must not have a part . or ..");
    }
  }

  private static boolean isUnpaired(String value, int at) {
    char c = value.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
  }

  /** Adds a parameter. */
  Target query(String name, String value) {
    text.append(hasQuery ? '&' : '?').append(name).append('=');
    hasQuery = true;
    encode(value);
    return this;
  }

  private void encode(String value) {
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (isAlphanumeric(c) || UNRESERVED.indexOf(c) >= 0) {
        text.append(c);
      } else {
        text.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
      }
    }
  }

  /** Returns the target as it is sent. */
  @Override
  public String toString() {
    return text.toString();
  }
}
