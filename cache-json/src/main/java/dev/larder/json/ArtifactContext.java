package dev.larder.json;

/**
 * Whose artifacts: a session and a target in it, in the characters that a cache service keeps.
 *
 * @param session the session, sanitised
 * @param target the target, sanitised
 */
record ArtifactContext(String session, String target) {

  private static final int MAX_LENGTH = 100;

  ArtifactContext {
    session = sanitised("session", session);
    target = sanitised("target", target);
  }

  private static String sanitised(String what, String text) {
    String clean = text.replaceAll("[^A-Za-z0-9_-]", "_");
    if (clean.isEmpty() || clean.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          what + " (" + clean + ") must have 1 to " + MAX_LENGTH + " characters");
    }
    return clean;
  }

  /** Returns what the names of all its artifacts begin with. */
  String prefix() {
    return "sessions/" + session + "/targets/" + target + "/";
  }
}
