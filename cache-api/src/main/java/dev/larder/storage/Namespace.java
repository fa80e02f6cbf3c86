package dev.larder.storage;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A room of its own for keys: no operation on one namespace sees or touches another.
 *
 * <p>The value is 1 to 63 characters of {@code a-z}, {@code 0-9}, {@code .}, {@code _} and {@code
 * -}, and begins with a letter or a digit. An illegal namespace cannot be built, so nobody checks
 * again.
 *
 * @param value the name, for example {@code sessions}
 */
public record Namespace(String value) {

  private static final Pattern LEGAL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if the value is not a legal namespace
   */
  public Namespace {
    Objects.requireNonNull(value, "value");
    if (!LEGAL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "namespace (" + Printable.text(value) + ") must match " + LEGAL.pattern());
    }
  }

  /**
   * Returns the namespace with that name.
   *
   * @throws IllegalArgumentException if the value is not a legal namespace
   */
  public static Namespace of(String value) {
    return new Namespace(value);
  }

  /** Returns the value alone. */
  @Override
  public String toString() {
    return value;
  }
}
