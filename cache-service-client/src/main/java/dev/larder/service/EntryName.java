package dev.larder.service;

import java.util.regex.Pattern;

/**
 * Whose children: a session, and a target in it.
 *
 * @param session 1 to 100 characters of {@code A-Z}, {@code a-z}, {@code 0-9}, {@code _} and {@code
 *     -}
 * @param target likewise
 */
record EntryName(String session, String target) {

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  EntryName {
    check("session", session);
    check("target", target);
  }

  /** Returns whether there can be an entry of that session and that target. */
  static boolean isLegal(String session, String target) {
    return LEGAL.matcher(session).matches() && LEGAL.matcher(target).matches();
  }

  /** Returns the text, which has to be a legal session or target. */
  static String check(String what, String text) {
    if (!LEGAL.matcher(text).matches()) {
      throw new IllegalArgumentException(what + " (" + text + ") must match " + LEGAL.pattern());
    }
    return text;
  }

  /** Returns the key of the entry in the service. */
  String cacheKey() {
    return "sessions/" + session + "/targets/" + target;
  }

  /** Returns what the names of its children begin with. */
  String prefix() {
    return cacheKey() + "/";
  }
}
