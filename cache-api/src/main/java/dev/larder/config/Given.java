package dev.larder.config;

import java.util.regex.Pattern;

/**
 * A setting as somebody wrote it.
 *
 * @param source where, such as {@code environment}
 * @param name in the spelling that was used, such as {@code storage.disk.root}
 * @param value the text, not blank
 */
record Given(String source, String name, String value) {

  private static final int LONGEST = 120;

  /** Control characters, line separators, marks of direction, and halves of surrogate pairs. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  /** Returns name and value for a message. */
  String shown() {
    return printable(name) + "=" + printable(value);
  }

  /** Returns the text fit for one line of a message, cut where long. */
  static String printable(String text) {
    String line = UNPRINTABLE.matcher(text).replaceAll("\ufffd");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
