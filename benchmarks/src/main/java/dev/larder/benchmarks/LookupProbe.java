package dev.larder.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;

/** Measures how long each single look-up of one contender takes, in a JVM of its own. */
final class LookupProbe {

  static final String TIMER = "timer";
  static final String LOOKUP = "lookup";
  static final double[] PERCENTILES = {50, 95, 99};

  private static final int KEYS = 100_000;
  private static final int SIZE = 100;

  private LookupProbe() {}

  static void run(Contender contender, Form form, Samples samples) {
    try (Deck<?, ?> deck = new Deck<>(contender.open(2L * KEYS), KEYS, SIZE)) {
      IntSupplier lookup =
          new IntSupplier() {
            private int at;

            @Override
            public int getAsInt() {
              at = (at + 1) % Deck.TRACE;
              return deck.get(at);
            }
          };
      time(lookup, form.lookupMillis);
      record(LOOKUP, time(lookup, form.lookupMillis), samples);
    }
    record(TIMER, time(() -> 1, form.warmUpMillis), samples);
  }

  static String sample(String what, double percentile) {
    return what + "/p" + percentile;
  }

  private static void record(String what, Histogram nanos, Samples samples) {
    for (double percentile : PERCENTILES) {
      samples.add(sample(what, percentile), (double) nanos.getValueAtPercentile(percentile));
    }
  }

  /** Makes one look-up after the other for that long and takes the time of each. */
  private static Histogram time(IntSupplier lookup, long millis) {
    Histogram nanos = new Histogram(3);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      long start = System.nanoTime();
      int first = lookup.getAsInt();
      long done = System.nanoTime();
      nanos.recordValue(done - start);
      if (first != 1) {
        throw new IllegalStateException("a look-up did not find its value");
      }
      if (done - end >= 0) {
        return nanos;
      }
    }
  }
}
