package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Measures how long a new key takes when the cache is full, in a JVM of its own. */
final class InsertProbe<K, V> {

  static final int[] CAPACITIES = {1_000, 100_000};

  private static final int CHUNK = 50_000;

  private final Subject<K, V> subject;
  private final V value;
  private final Histogram nanos = new Histogram(3);
  private int next;

  private InsertProbe(Subject<K, V> subject, int capacity) {
    this.subject = subject;
    this.value = subject.value(new byte[100]);
    while (next < capacity) {
      insert();
    }
  }

  static void run(Contender contender, Form form, Samples samples) {
    List<InsertProbe<?, ?>> probes = new ArrayList<>();
    for (int capacity : CAPACITIES) {
      probes.add(new InsertProbe<>(contender.open(capacity), capacity));
    }
    // In turns, so that what disturbs the machine disturbs all of them.
    int turns = form.chunks;
    for (int turn = -turns; turn < turns; turn++) {
      for (InsertProbe<?, ?> probe : probes) {
        if (turn == 0) {
          probe.nanos.reset();
        }
        probe.insert();
      }
    }
    for (int i = 0; i < CAPACITIES.length; i++) {
      for (double percentile : new double[] {50, 99, 99.9}) {
        samples.add(
            sample(CAPACITIES[i], percentile),
            (double) probes.get(i).nanos.getValueAtPercentile(percentile));
      }
      probes.get(i).subject.close();
    }
  }

  static String sample(int capacity, double percentile) {
    return "insert/" + capacity + "/p" + percentile;
  }

  private void insert() {
    List<K> keys = new ArrayList<>(CHUNK);
    for (int i = 0; i < CHUNK; i++) {
      keys.add(subject.key(Trace.name(next++)));
    }
    for (K key : keys) {
      long start = System.nanoTime();
      subject.put(key, value);
      nanos.recordValue(System.nanoTime() - start);
    }
  }
}
