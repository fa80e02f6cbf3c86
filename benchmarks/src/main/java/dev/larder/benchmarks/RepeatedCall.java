package dev.larder.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** A call that is made again and again; it fails if it does not get what it should. */
@FunctionalInterface
interface RepeatedCall {

  String P50 = "p50";
  String P95 = "p95";
  String RATE = "rate";

  int TURNS = 40;

  void make() throws IOException, InterruptedException;

  /** Makes it until all is warm, then for that long, and adds its times and its rate. */
  default void measure(Form form, Samples samples) throws IOException, InterruptedException {
    time(form.startMillis, new Histogram(3));
    Histogram nanos = new Histogram(3);
    double seconds = time(form.lookupMillis, nanos);
    add(samples, nanos, seconds, "");
  }

  /**
   * Makes them in turns, a short time each, until all is warm, and then as long again: what
   * disturbs the one for a while, or makes their server slower, disturbs the other as much. The
   * names of their samples begin with theirs.
   */
  static void measureInTurns(Map<String, RepeatedCall> calls, Form form, Samples samples)
      throws IOException, InterruptedException {
    turns(calls, form.startMillis);
    for (Turns each : turns(calls, form.startMillis)) {
      add(samples, each.nanos, each.seconds, each.name + ".");
    }
  }

  private static List<Turns> turns(Map<String, RepeatedCall> calls, long millis)
      throws IOException, InterruptedException {
    List<Turns> all = new ArrayList<>();
    calls.forEach((name, call) -> all.add(new Turns(name, call)));
    for (int turn = 0; turn < TURNS; turn++) {
      for (Turns each : all) {
        each.take(Math.max(1, millis / TURNS));
      }
      Collections.reverse(all);
    }
    return all;
  }

  /** The turns of one call. */
  final class Turns {

    private final String name;
    private final RepeatedCall call;
    private final Histogram nanos = new Histogram(3);
    private double seconds;

    private Turns(String name, RepeatedCall call) {
      this.name = name;
      this.call = call;
    }

    private void take(long millis) throws IOException, InterruptedException {
      seconds += call.time(millis, nanos);
    }
  }

  private static void add(Samples samples, Histogram nanos, double seconds, String prefix) {
    samples.add(prefix + P50, (double) nanos.getValueAtPercentile(50));
    samples.add(prefix + P95, (double) nanos.getValueAtPercentile(95));
    samples.add(prefix + RATE, nanos.getTotalCount() / seconds);
  }

  /** Makes the call for that long at least and returns how long it took, in seconds. */
  private double time(long millis, Histogram nanos) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      long start = System.nanoTime();
      make();
      long done = System.nanoTime();
      nanos.recordValue(done - start);
      if (done - end >= 0) {
        return (done - begin) / 1e9;
      }
    }
  }
}
