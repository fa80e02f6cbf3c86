package dev.larder.json.print;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as Python prints them: the shortest digits that read back as the same double, without an
 * exponent from {@code 0.0001} to below {@code 1e16}. The same on every JDK.
 */
final class PythonFloat {

  private static final double EXACT_INTEGERS = 1e15;

  private PythonFloat() {}

  static String of(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
      boolean negativeZero = value == 0 && Double.doubleToRawLongBits(value) < 0;
      return negativeZero ? "-0.0" : (long) value + ".0";
    }
    // Double.toString gives other digits from JDK 19 on; this is Jackson's own.
    BigDecimal shortest = new BigDecimal(NumberOutput.toString(Math.abs(value), true));
    String text = layOut(oneDigitIfEnough(shortest.stripTrailingZeros(), Math.abs(value)));
    return value < 0 ? "-" + text : text;
  }

  /** Java's shortest form has two digits where one would do. */
  private static BigDecimal oneDigitIfEnough(BigDecimal shortest, double value) {
    if (shortest.precision() == 2) {
      BigDecimal shorter = shortest.round(new MathContext(1, RoundingMode.HALF_EVEN));
      if (shorter.doubleValue() == value) {
        return shorter.stripTrailingZeros();
      }
    }
    return shortest;
  }

  private static String layOut(BigDecimal value) {
    String digits = value.unscaledValue().toString();
    int exponent = digits.length() - 1 - value.scale();
    if (exponent < -4 || exponent >= 16) {
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      String sign = exponent < 0 ? "-" : "+";
      int magnitude = Math.abs(exponent);
      return digits.charAt(0) + fraction + "e" + sign + (magnitude < 10 ? "0" : "") + magnitude;
    }
    if (exponent < 0) {
      return "0." + "0".repeat(-exponent - 1) + digits;
    }
    if (digits.length() <= exponent + 1) {
      return digits + "0".repeat(exponent + 1 - digits.length()) + ".0";
    }
    return digits.substring(0, exponent + 1) + "." + digits.substring(exponent + 1);
  }
}
