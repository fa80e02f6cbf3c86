package dev.larder.service;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which the service writes JSON.
 *
 * <p>Values are trees of maps with texts as keys, lists, texts, {@code Integer}, {@code Long},
 * {@code BigInteger}, {@code Double}, {@code Boolean} and null. Anything else in a tree, and one
 * that is more than 1,000 deep, is an {@link IllegalArgumentException}.
 */
public enum JsonForm {
  /** Keys in the order of their code points, {@code ", "} and {@code ": "}, ASCII: for hashes. */
  CANONICAL(", ", 0, true, true),
  /** Keys as they came, {@code ", "} and {@code ": "}, ASCII: a JSON value that is read as text. */
  SPACED(", ", 0, true, false),
  /** Keys as they came, no white space, UTF-8: the bodies of requests and answers. */
  COMPACT(",", 0, false, false),
  /** Two spaces of indentation, ASCII: how entries and references are kept. */
  INDENT_2(",", 2, true, false),
  /** Four spaces of indentation, ASCII: how children and metadata are kept. */
  INDENT_4(",", 4, true, false);

  private final String separator;
  private final int indent;
  private final boolean ascii;
  private final boolean sorted;

  JsonForm(String separator, int indent, boolean ascii, boolean sorted) {
    this.separator = separator;
    this.indent = indent;
    this.ascii = ascii;
    this.sorted = sorted;
  }

  /**
   * Returns the value as text.
   *
   * @param value a tree, or null
   */
  public String text(@Nullable Object value) {
    // Most values fit, and are not copied again and again while they grow.
    StringBuilder out = new StringBuilder(512);
    new JsonWriter(out, this).write(value, 0);
    return out.toString();
  }

  /**
   * Returns the value as bytes in UTF-8. In {@link #COMPACT} an unpaired surrogate becomes {@code
   * ?}; the others write it as an escape.
   *
   * @param value a tree, or null
   */
  public byte[] bytes(@Nullable Object value) {
    return text(value).getBytes(ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  String separator() {
    return separator;
  }

  String colon() {
    return this == COMPACT ? ":" : ": ";
  }

  int indent() {
    return indent;
  }

  boolean isAscii() {
    return ascii;
  }

  boolean isSorted() {
    return sorted;
  }
}
