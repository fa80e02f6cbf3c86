package dev.larder.examples;

import dev.larder.Cache;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Prints aligned lines, in ASCII alone because not every terminal speaks UTF-8.
 *
 * @param out where to print
 */
record Screen(PrintStream out) {

  /** Prints text as it is. */
  void line(String text) {
    out.println(text);
  }

  /** Prints a label and text. */
  void row(String label, String text) {
    out.printf("  %-13s %s%n", label, text);
  }

  /**
   * Takes a step and prints which call it was, how long it took, whether the cache counted a hit or
   * a miss, and what came out.
   *
   * @return the nanoseconds it took
   */
  long timed(String call, Cache<?> cache, Supplier<String> step) {
    long hits = cache.stats().hits();
    long misses = cache.stats().misses();
    long start = System.nanoTime();
    String result = step.get();
    long nanos = System.nanoTime() - start;
    boolean hit = cache.stats().hits() > hits;
    boolean miss = cache.stats().misses() > misses;
    // One unit for all, so that a reader sees at a glance what is faster.
    String time = String.format(Locale.ROOT, "%.3f ms", nanos / 1e6);
    out.printf("  %-22s %11s   %-5s %s%n", call, time, hit ? "hit" : miss ? "miss" : "", result);
    return nanos;
  }
}
