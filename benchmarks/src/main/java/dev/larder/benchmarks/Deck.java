package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A filled cache with all that is needed to work on it, made before the clock runs. */
final class Deck<K, V> implements AutoCloseable {

  /** How many accesses are made between two looks at the clock. Divides the length of a trace. */
  static final int BATCH = 1024;

  static final int TRACE = 1 << 20;

  private static final long SEED = 20_261_121;

  private final Subject<K, V> subject;
  private final int[] trace;
  private final List<K> keys = new ArrayList<>();
  private final List<V> values = new ArrayList<>();

  /** Fills the cache with values for that many keys. */
  Deck(Subject<K, V> subject, int count, int size) {
    this.subject = subject;
    this.trace = Trace.zipf(count, TRACE, SEED);
    for (int i = 0; i < count; i++) {
      String name = Trace.name(i);
      byte[] bytes = new byte[size];
      bytes[0] = 1;
      V value = subject.value(bytes);
      keys.add(subject.key(name));
      values.add(value);
      subject.put(subject.key(name), value);
    }
  }

  /** Does the accesses of one batch, of which the first is the {@code from}th of the trace. */
  void batch(Workload.Access access, int from) {
    int found =
        switch (access) {
          case GET -> gets(from);
          case PUT -> puts(from);
          case MIX -> mixed(from);
          case EVICT -> getsOrPuts(from);
        };
    if (found != BATCH) {
      throw new IllegalStateException(
          access + ": " + found + " of " + BATCH + " accesses were right");
    }
  }

  // The first byte of every value is 1, so the sum of what is read counts the hits.

  private int gets(int from) {
    int found = 0;
    for (int i = from; i < from + BATCH; i++) {
      found += subject.read(keys.get(trace[i]));
    }
    return found;
  }

  private int puts(int from) {
    for (int i = from; i < from + BATCH; i++) {
      subject.put(keys.get(trace[i]), values.get(trace[i]));
    }
    return BATCH;
  }

  private int mixed(int from) {
    int found = 0;
    for (int i = from; i < from + BATCH; i++) {
      int key = trace[i];
      if (i % 10 == 9) {
        subject.put(keys.get(key), values.get(key));
        found++;
      } else {
        found += subject.read(keys.get(key));
      }
    }
    return found;
  }

  private int getsOrPuts(int from) {
    int found = 0;
    for (int i = from; i < from + BATCH; i++) {
      int key = trace[i];
      int first = subject.read(keys.get(key));
      if (first == Subject.MISS) {
        subject.put(keys.get(key), values.get(key));
        found++;
      } else {
        found += first;
      }
    }
    return found;
  }

  @Override
  public void close() {
    subject.close();
  }
}
