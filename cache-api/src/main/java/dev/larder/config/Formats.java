package dev.larder.config;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats of plain values. */
final class Formats {

  private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");
  private static final Map<String, Boolean> FLAGS =
      Map.of("true", true, "on", true, "yes", true, "false", false, "off", false, "no", false);

  private Formats() {}

  static Format<String> text() {
    return new Format<>("text", Function.identity(), Function.identity());
  }

  static Format<Path> path() {
    return new Format<>("a path", text -> Path.of(text.strip()), Path::toString);
  }

  static Format<Boolean> flag() {
    return new Format<>("true or false", text -> known(FLAGS, lower(text)), String::valueOf);
  }

  static Format<Long> integer(long min, long max) {
    requireOrder(min, max);
    String rule =
        max == Long.MAX_VALUE
            ? "an integer of at least " + min
            : "an integer from " + min + " to " + max;
    return new Format<>(rule, text -> between(min, max, parseLong(text.strip())), String::valueOf);
  }

  static <E extends Enum<E>> Format<E> choice(Class<E> type) {
    Map<String, E> values = new LinkedHashMap<>();
    for (E value : type.getEnumConstants()) {
      if (values.put(plain(value.name()), value) != null) {
        throw new IllegalArgumentException(
            type.getName() + "." + value + " differs from another constant in _ or case only");
      }
    }
    String rule =
        Arrays.stream(type.getEnumConstants())
            .map(Formats::print)
            .collect(Collectors.joining(", ", "one of ", ""));
    return new Format<>(rule, text -> known(values, plain(text)), Formats::print);
  }

  private static String print(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the text without what does not count when names of modes and constants are matched. */
  static String plain(String text) {
    return lower(text).replace("-", "").replace("_", "");
  }

  private static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static <V> V known(Map<String, V> values, String text) {
    V value = values.get(text);
    if (value == null) {
      throw new IllegalArgumentException("unknown value");
    }
    return value;
  }

  static void requireOrder(long min, long max) {
    if (max < min) {
      throw new IllegalArgumentException("max (" + max + ") must be at least min (" + min + ")");
    }
  }

  static long between(long min, long max, long value) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }

  /**
   * Reads ASCII digits; throws {@code ArithmeticException} if they stand for too large a number.
   */
  static long parseLong(String text) {
    if (!INTEGER.matcher(text).matches()) {
      throw new IllegalArgumentException("not an integer");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException overflow) {
      if (text.startsWith("-")) {
        throw overflow;
      }
      throw new ArithmeticException("more than " + Long.MAX_VALUE);
    }
  }
}
