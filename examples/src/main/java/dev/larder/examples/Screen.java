package dev.larder.examples;

import dev.larder.Cache;
import dev.larder.CacheStats;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Prints aligned lines, in ASCII alone because not every terminal speaks UTF-8.
 *
 * @param out where to print
 */
record Screen(PrintStream out) {

  /** Returns a screen that shows nothing. */
  static Screen dark() {
    return new Screen(new PrintStream(OutputStream.nullOutputStream()));
  }

  /** Prints text as it is. */
  void line(String text) {
    out.println(text);
  }

  /** Prints a label and text. */
  void row(String label, String text) {
    out.printf("  %-13s %s%n", label, text);
  }

  /** Does what {@link #timed(String, int, Cache, Supplier)} does, once. */
  long timed(String call, Cache<?> cache, Supplier<String> step) {
    return timed(call, 1, cache, step);
  }

  /**
   * Takes a step a number of times and prints which call it was, how long it took on average,
   * whether the cache counted a hit or a miss, and what came out.
   *
   * @return the nanoseconds of one time, at least 1
   */
  long timed(String call, int times, Cache<?> cache, Supplier<String> step) {
    CacheStats before = cache.stats();
    String result = "";
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      result = step.get();
    }
    long nanos = Math.max(1, (System.nanoTime() - start) / times);
    // One unit for all, so that a reader sees at a glance what is faster.
    String time = String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    out.printf("  %-22s %11s   %-5s %s%n", call, time, outcome(before, cache.stats()), result);
    return nanos;
  }

  /** Returns what a cache has counted, in one line. */
  static String summary(CacheStats stats) {
    return String.format(
        Locale.ROOT,
        "%d hits, %d misses, hit rate %.0f %%; %d computed in %d ms",
        stats.hits(),
        stats.misses(),
        100 * stats.hitRate(),
        stats.loads(),
        stats.loadTime().toMillis());
  }

  private static String outcome(CacheStats before, CacheStats after) {
    if (after.misses() > before.misses()) {
      return "miss";
    }
    return after.hits() > before.hits() ? "hit" : "";
  }
}
