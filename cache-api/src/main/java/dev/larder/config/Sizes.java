package dev.larder.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes with their units. */
final class Sizes {

  private static final Pattern SIZE = Pattern.compile("([0-9]+) ?([A-Za-z]*)");

  /** Units that a size is written with, the largest first. */
  private static final Map<String, Long> BINARY = new LinkedHashMap<>();

  /** All units that a size is read with, in lower case. */
  private static final Map<String, Long> UNITS = new LinkedHashMap<>();

  static {
    BINARY.put("TiB", 1L << 40);
    BINARY.put("GiB", 1L << 30);
    BINARY.put("MiB", 1L << 20);
    BINARY.put("KiB", 1L << 10);
    BINARY.put("B", 1L);
    BINARY.forEach((unit, bytes) -> UNITS.put(unit.toLowerCase(Locale.ROOT), bytes));
    UNITS.put("", 1L);
    UNITS.put("kb", 1_000L);
    UNITS.put("mb", 1_000_000L);
    UNITS.put("gb", 1_000_000_000L);
    UNITS.put("tb", 1_000_000_000_000L);
  }

  private Sizes() {}

  static Format<Long> format(long min, long max) {
    if (min < 0) {
      throw new IllegalArgumentException("minBytes (" + min + ") must not be negative");
    }
    Formats.requireOrder(min, max);
    String range =
        max == Long.MAX_VALUE
            ? "of at least " + print(min)
            : "from " + print(min) + " to " + print(max);
    return new Format<>(
        "a size " + range + ", such as 64MiB (1024-based) or 64MB (1000-based)",
        text -> Formats.between(min, max, parse(text)),
        Sizes::print);
  }

  static long parse(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new IllegalArgumentException("not a size");
    }
    Long unit = UNITS.get(size.group(2).toLowerCase(Locale.ROOT));
    if (unit == null) {
      throw new IllegalArgumentException("unknown unit");
    }
    return Math.multiplyExact(Formats.parseLong(size.group(1)), unit);
  }

  /** Returns the size in the largest unit that holds it exactly. */
  static String print(long bytes) {
    for (Map.Entry<String, Long> unit : BINARY.entrySet()) {
      if (bytes != 0 && bytes % unit.getValue() == 0) {
        return bytes / unit.getValue() + unit.getKey();
      }
    }
    return bytes + "B";
  }
}
