package dev.larder.storage;

/** Text of unknown origin, made fit for a one-line message. */
final class Printable {

  private static final int LONGEST = 120;

  private Printable() {}

  /** Returns the text with control characters and broken surrogates escaped, cut where long. */
  static String text(String text) {
    StringBuilder printable = new StringBuilder(Math.min(text.length(), LONGEST) + 16);
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        printable.append(String.format("\\u%04x", (int) c));
      } else {
        printable.append(c);
      }
    }
    if (text.length() > LONGEST) {
      printable.append("… (").append(text.length()).append(" characters)");
    }
    return printable.toString();
  }
}
