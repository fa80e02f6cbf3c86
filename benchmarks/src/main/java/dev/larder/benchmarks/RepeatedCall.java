package dev.larder.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A call that is made again and again; it fails if it does not get what it should. */
@FunctionalInterface
interface RepeatedCall {

  String P50 = "p50";
  String P95 = "p95";
  String RATE = "rate";

  void make() throws IOException, InterruptedException;

  /** Makes it until all is warm, then for that long, and adds its times and its rate. */
  default void measure(Form form, Samples samples) throws IOException, InterruptedException {
    timed(form.startMillis);
    long start = System.nanoTime();
    Histogram nanos = timed(form.lookupMillis);
    double seconds = (System.nanoTime() - start) / 1e9;
    samples.add(P50, (double) nanos.getValueAtPercentile(50));
    samples.add(P95, (double) nanos.getValueAtPercentile(95));
    samples.add(RATE, nanos.getTotalCount() / seconds);
  }

  private Histogram timed(long millis) throws IOException, InterruptedException {
    Histogram nanos = new Histogram(3);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      long start = System.nanoTime();
      make();
      long done = System.nanoTime();
      nanos.recordValue(done - start);
      if (done - end >= 0) {
        return nanos;
      }
    }
  }
}
