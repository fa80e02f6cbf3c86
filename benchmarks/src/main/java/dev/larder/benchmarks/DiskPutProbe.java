package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Measures puts of new keys by one contender, in a JVM of its own. */
final class DiskPutProbe {

  static final int THREADS = 16;

  /** Puts per second. */
  static final String RATE = "rate";

  static final String P50 = "p50";
  static final String P99 = "p99";

  /** How many puts there are for each raw append with a sync, which were made in turns. */
  static final String TO_RAW = "to-raw";

  static final String RAW_RATE = "raw-rate";

  private DiskPutProbe() {}

  /** By one thread without syncs. */
  static void none(DiskContender who, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    // Nothing is waited for but the processor, so code that is not compiled to its end is seen
    // here.
    warmUp(who, 1, 3 * form.startMillis);
    measure(who, SyncPolicy.NONE, 1, form, samples);
  }

  /** By 16 threads that may share syncs. */
  static void batch(DiskContender who, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    warmUp(who, THREADS, 4 * form.warmUpMillis);
    measure(who, SyncPolicy.BATCH, THREADS, form, samples);
  }

  private static void measure(
      DiskContender who, SyncPolicy sync, int threads, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    Path directory = DiskSpot.empty("put-" + sync, who);
    DiskSpot.settle();
    try (DiskSubject<?> subject = who.open(directory, sync)) {
      DiskPuts<?> puts = new DiskPuts<>(subject);
      puts.run(threads, form.warmUpMillis);
      DiskPuts.Run run = puts.run(threads, 2 * form.lookupMillis);
      puts.require();
      record(run, samples);
    }
    DiskSpot.delete(directory);
    DiskSpot.empty("put-before", who);
  }

  /**
   * Has the code compiled, which would take long with a sync for each put. What it puts is deleted
   * last, so that nothing is measured while the file system is busy with that.
   */
  private static void warmUp(DiskContender who, int threads, long millis)
      throws IOException, InterruptedException, ExecutionException {
    Path directory = DiskSpot.empty("put-before", who);
    try (DiskSubject<?> subject = who.open(directory, SyncPolicy.NONE)) {
      new DiskPuts<>(subject).run(threads, millis);
    }
  }

  private static void record(DiskPuts.Run run, Samples samples) {
    samples.add(RATE, run.perSecond());
    samples.add(P50, (double) run.nanos().getValueAtPercentile(50));
    samples.add(P99, (double) run.nanos().getValueAtPercentile(99));
  }

  /** By one thread with a sync for each, in turns with raw appends to the same disk. */
  static void always(DiskContender who, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    warmUp(who, 1, 4 * form.warmUpMillis);
    Path directory = DiskSpot.empty("put-always", who);
    Path rawDirectory = DiskSpot.empty("put-raw", who);
    DiskSpot.settle();
    try (DiskSubject<?> subject = who.open(directory, SyncPolicy.ALWAYS);
        DiskSubject<?> rawSubject = new RawAppend(rawDirectory)) {
      DiskPuts<?> puts = new DiskPuts<>(subject);
      DiskPuts<?> raw = new DiskPuts<>(rawSubject);
      puts.run(1, form.warmUpMillis);
      raw.run(1, form.warmUpMillis);
      inTurns(puts, raw, form, samples);
      puts.require();
    }
    DiskSpot.delete(directory);
    DiskSpot.delete(rawDirectory);
    DiskSpot.empty("put-before", who);
  }

  private static void inTurns(DiskPuts<?> puts, DiskPuts<?> raw, Form form, Samples samples)
      throws InterruptedException, ExecutionException {
    List<Double> ratios = new ArrayList<>();
    List<Double> rawRates = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    for (int turn = 0; turn < form.slices; turn++) {
      double rawRate = raw.run(1, 3 * form.sliceMillis).perSecond();
      DiskPuts.Run run = puts.run(1, 3 * form.sliceMillis);
      rawRates.add(rawRate);
      rates.add(run.perSecond());
      ratios.add(run.perSecond() / rawRate);
      p50.add((double) run.nanos().getValueAtPercentile(50));
      p99.add((double) run.nanos().getValueAtPercentile(99));
    }
    samples.add(TO_RAW, Samples.Spread.of(ratios).median());
    samples.add(RAW_RATE, Samples.Spread.of(rawRates).median());
    samples.add(RATE, Samples.Spread.of(rates).median());
    samples.add(P50, Samples.Spread.of(p50).median());
    samples.add(P99, Samples.Spread.of(p99).median());
  }
}
