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
    int done =
        switch (access) {
          case GET -> gets(from);
          case PUT -> puts(from);
          case MIX -> mixed(from);
          case EVICT -> getsOrPuts(from);
        };
    if (done != BATCH) {
      throw new IllegalStateException(
          access + ": " + done + " of " + BATCH + " accesses were right");
    }
  }

  // The first byte of every value is 1, so the sum of what is read counts the hits.

  /** Does one look-up, the {@code at}th of the trace, and returns the first byte of the value. */
  int get(int at) {
    return subject.read(keys.get(trace[at]));
  }

  private int put(int at) {
    subject.put(keys.get(trace[at]), values.get(trace[at]));
    return 1;
  }

  private int gets(int from) {
    int found = 0;
    for (int i = from; i < from + BATCH; i++) {
      found += get(i);
    }
    return found;
  }

  private int puts(int from) {
    int done = 0;
    for (int i = from; i < from + BATCH; i++) {
      done += put(i);
    }
    return done;
  }

  private int mixed(int from) {
    int done = 0;
    for (int i = from; i < from + BATCH; i++) {
      done += i % 10 == 9 ? put(i) : get(i);
    }
    return done;
  }

  private int getsOrPuts(int from) {
    int done = 0;
    for (int i = from; i < from + BATCH; i++) {
      int first = get(i);
      done += first == Subject.MISS ? put(i) : first;
    }
    return done;
  }

  @Override
  public void close() {
    subject.close();
  }
}
