package dev.larder.service;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Doubles as Python prints them: the shortest digits that read back as the same double, the closest
 * to it of those, without an exponent from {@code 0.0001} to below {@code 1e16}.
 */
final class PythonFloat {

  private static final double EXACT_INTEGERS = 1e15;

  /** Any two decimals of so many digits are different doubles, so a short one is the only one. */
  private static final int UNIQUE_DIGITS = 15;

  private static final int MOST_DIGITS = 17;

  private PythonFloat() {}

  /**
   * Returns what Python's {@code repr} gives; {@code NaN} and {@code Infinity} as JSON has them.
   */
  static String repr(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      boolean negativeZero = value == 0 && Double.doubleToRawLongBits(value) < 0;
      return negativeZero ? "-0.0" : (long) value + ".0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    return value < 0 ? "-" + layOut(shortest) : layOut(shortest);
  }

  private static BigDecimal shortest(double value) {
    BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (printed.precision() <= UNIQUE_DIGITS && value >= Double.MIN_NORMAL) {
      return printed;
    }
    // JDK 17 prints up to two digits too many, and not always the closest of those of one length.
    BigDecimal exact = new BigDecimal(value);
    BigDecimal found = printed;
    for (int digits = Math.min(printed.precision(), MOST_DIGITS); digits > 0; digits--) {
      BigDecimal closest = closest(exact, value, digits);
      if (closest == null) {
        break;
      }
      found = closest;
    }
    return found.stripTrailingZeros();
  }

  private static @Nullable BigDecimal closest(BigDecimal exact, double value, int digits) {
    BigDecimal near = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    if (near.doubleValue() == value) {
      return near;
    }
    // Below a power of two doubles are twice as dense: the other neighbour may be the one.
    RoundingMode away = near.compareTo(exact) < 0 ? RoundingMode.UP : RoundingMode.DOWN;
    BigDecimal far = exact.round(new MathContext(digits, away));
    return far.doubleValue() == value ? far : null;
  }

  private static String layOut(BigDecimal value) {
    String digits = value.unscaledValue().toString();
    int exponent = digits.length() - 1 - value.scale();
    StringBuilder text = new StringBuilder();
    if (exponent < -4 || exponent >= 16) {
      text.append(digits.charAt(0));
      if (digits.length() > 1) {
        text.append('.').append(digits, 1, digits.length());
      }
      text.append('e').append(exponent < 0 ? '-' : '+');
      int magnitude = Math.abs(exponent);
      return text.append(magnitude < 10 ? "0" : "").append(magnitude).toString();
    }
    if (exponent < 0) {
      return text.append("0.").append("0".repeat(-exponent - 1)).append(digits).toString();
    }
    if (digits.length() <= exponent + 1) {
      return text.append(digits)
          .append("0".repeat(exponent + 1 - digits.length()))
          .append(".0")
          .toString();
    }
    return text.append(digits, 0, exponent + 1)
        .append('.')
        .append(digits, exponent + 1, digits.length())
        .toString();
  }
}
