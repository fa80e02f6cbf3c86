package dev.larder.service;

import dev.larder.storage.Blob;
import org.jspecify.annotations.Nullable;

/**
 * JSON as the service reads it, and in the form whose hash it takes: Python's {@code
 * json.dumps(value, sort_keys=True)}, bit for bit.
 *
 * <p>Values are trees, see {@link JsonForm}.
 */
public final class CanonicalJson {

  private CanonicalJson() {}

  /**
   * Reads one value. Numbers with a point or an exponent are doubles, all others integers of any
   * size; of two members with one name the last counts; {@code NaN} and {@code Infinity} are
   * numbers, as they are in Python. Maps keep the order of the document.
   *
   * @return maps, lists and what is in them, or null for {@code null}
   * @throws IllegalArgumentException if the bytes are not one value of JSON in UTF-8, UTF-16 or
   *     UTF-32, or are nested more than 1,000 deep
   */
  public static @Nullable Object parse(byte[] document) {
    return JsonReader.read(document);
  }

  /** Reads one value, like {@link #parse(byte[])}. */
  public static @Nullable Object parse(Blob document) {
    return JsonReader.read(document.toByteArray());
  }

  /**
   * Returns the text whose hash the service takes.
   *
   * @param value a tree, or null
   */
  public static String text(@Nullable Object value) {
    return JsonForm.CANONICAL.text(value);
  }

  /**
   * Returns the bytes whose hash the service takes; they are ASCII.
   *
   * @param value a tree, or null
   */
  public static byte[] bytes(@Nullable Object value) {
    return JsonForm.CANONICAL.bytes(value);
  }
}
