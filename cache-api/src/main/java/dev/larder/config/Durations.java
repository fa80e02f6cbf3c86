package dev.larder.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations with their units. */
final class Durations {

  /** The longest in whole days whose nanoseconds fit in a {@code long}; longer ones count as it. */
  static final Duration MAX = Duration.ofDays(Long.MAX_VALUE / Duration.ofDays(1).toNanos());

  private static final Pattern DURATION = Pattern.compile("([0-9]+) ?([A-Za-z]+)");

  /** Units in milliseconds, the longest first. */
  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", 86_400_000L);
    UNITS.put("h", 3_600_000L);
    UNITS.put("m", 60_000L);
    UNITS.put("s", 1_000L);
    UNITS.put("ms", 1L);
  }

  private Durations() {}

  static Format<Duration> format(Duration min) {
    if (min.isNegative() || min.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("min (" + min + ") must be from 0s to " + print(MAX));
    }
    return new Format<>(
        "a duration of at least " + print(min) + ", such as 250ms, 10s, 5m, 1h or 2d",
        text -> atLeast(min, atMostMax(text.strip())),
        Durations::print,
        value -> value.compareTo(min) >= 0 && isHeld(value));
  }

  private static Duration atLeast(Duration min, Duration value) {
    if (value.compareTo(min) < 0) {
      throw new IllegalArgumentException("too short");
    }
    return value;
  }

  /**
   * Returns true; what is not read from a text is not cut in silence, and the rule names no end.
   */
  private static boolean isHeld(Duration value) {
    if (value.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(
          "default ("
              + value
              + ") must be at most "
              + print(MAX)
              + ", or its nanoseconds overflow");
    }
    return true;
  }

  private static Duration atMostMax(String text) {
    try {
      Duration value = parse(text);
      return value.compareTo(MAX) > 0 ? MAX : value;
    } catch (ArithmeticException overflow) {
      return MAX;
    }
  }

  /** Returns the duration; throws {@code ArithmeticException} if it is too long to be held. */
  static Duration parse(String text) {
    Matcher duration = DURATION.matcher(text);
    if (duration.matches()) {
      Long unit = UNITS.get(duration.group(2).toLowerCase(Locale.ROOT));
      if (unit == null) {
        throw new IllegalArgumentException("unknown unit");
      }
      return Duration.ofMillis(Math.multiplyExact(Formats.parseLong(duration.group(1)), unit));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException malformed) {
      // The form is right where there is a cause: then it is a number that cannot be held. With a
      // minus anywhere it may stand for too short a duration.
      if (malformed.getCause() != null && !text.contains("-")) {
        throw new ArithmeticException("more than " + Long.MAX_VALUE + " seconds");
      }
      throw new IllegalArgumentException("not a duration", malformed);
    }
  }

  /** Returns the duration in the longest unit that holds it exactly, else in ISO-8601. */
  static String print(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toString();
    }
    long millis = duration.toMillis();
    for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
      if (millis % unit.getValue() == 0) {
        return millis / unit.getValue() + unit.getKey();
      }
    }
    return duration.toString();
  }
}
