package dev.larder.storage;

/** Text of unknown origin, made fit for a one-line message. */
final class Printable {

  private static final int LONGEST = 120;

  private Printable() {}

  /** Returns the text with control characters and broken surrogates escaped, cut where long. */
  static String text(String text) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), LONGEST) + 16);
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      append(printable, text.charAt(i), Character.isSurrogate(text.charAt(i)));
    }
    if (text.length() > LONGEST) {
      printable.append("… (").append(text.length()).append(" characters)");
    }
    return printable.toString();
  }

  /** Returns the whole text with control characters escaped. */
  static String line(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      append(printable, text.charAt(i), false);
    }
    return printable.toString();
  }

  private static void append(StringBuilder printable, char c, boolean escaped) {
    if (escaped || Character.isISOControl(c)) {
      printable.append(String.format("\\u%04x", (int) c));
    } else {
      printable.append(c);
    }
  }
}
