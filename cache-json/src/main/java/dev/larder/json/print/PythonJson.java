package dev.larder.json.print;

/** Numbers and texts in JSON as Python's {@code json.dumps} prints them. */
public final class PythonJson {

  private static final String HEX = "0123456789abcdef";

  private PythonJson() {}

  /**
   * Returns the shortest digits that read back as the same double, the closest to it of those,
   * without an exponent from {@code 0.0001} to below {@code 1e16}; {@code NaN}, {@code Infinity}
   * and {@code -Infinity} for what JSON has no number for. The same on every JDK.
   */
  public static String number(double value) {
    return PythonFloat.of(value);
  }

  /**
   * Appends the text in quotes, with no escape that is not needed. An unpaired surrogate stays as
   * it is, or is an escape in ASCII.
   *
   * @param ascii whether all beyond ASCII is to be escaped, and the control character 127
   */
  public static void text(StringBuilder out, String text, boolean ascii) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && (c <= '~' || !ascii)) {
        continue;
      }
      out.append(text, written, i);
      escape(out, c);
      written = i + 1;
    }
    out.append(text, written, text.length()).append('"');
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt(c >> shift & 0xf));
        }
      }
    }
  }
}
