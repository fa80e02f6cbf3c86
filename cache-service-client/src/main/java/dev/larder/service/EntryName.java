package dev.larder.service;

import org.jspecify.annotations.Nullable;

/**
 * Whose children: a session, and a target in it.
 *
 * @param session 1 to 100 characters of {@code A-Z}, {@code a-z}, {@code 0-9}, {@code _} and {@code
 *     -}
 * @param target likewise
 */
record EntryName(String session, String target) {

  /** What its key begins with, and what stands between the two names. */
  static final String SESSIONS = "sessions/";

  static final String TARGETS = "/targets/";

  private static final int LONGEST = 100;

  EntryName {
    check("session", session);
    check("target", target);
  }

  /** Returns the entry with whose {@link #prefix} the name begins, and goes on; null if none. */
  static @Nullable EntryName in(String name) {
    int middle = name.startsWith(SESSIONS) ? name.indexOf(TARGETS, SESSIONS.length()) : -1;
    int end = middle < 0 ? -1 : name.indexOf('/', middle + TARGETS.length());
    if (end < 0 || end == name.length() - 1) {
      return null;
    }
    String session = name.substring(SESSIONS.length(), middle);
    String target = name.substring(middle + TARGETS.length(), end);
    return isLegal(session, target) ? new EntryName(session, target) : null;
  }

  /** Returns whether there can be an entry of that session and that target. */
  static boolean isLegal(String session, String target) {
    return isLegal(session) && isLegal(target);
  }

  /** Returns the text, which has to be a legal session or target. */
  static String check(String what, String text) {
    if (!isLegal(text)) {
      throw new IllegalArgumentException(
          what + " (" + text + ") must match [A-Za-z0-9_-]{1," + LONGEST + "}");
    }
    return text;
  }

  private static boolean isLegal(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c == '_' || NameEscape.isPlain(c));
  }

  /** Returns the key of the entry in the service. */
  String cacheKey() {
    return SESSIONS + session + TARGETS + target;
  }

  /** Returns what the names of its children begin with. */
  String prefix() {
    return cacheKey() + "/";
  }
}
