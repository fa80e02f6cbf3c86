package dev.larder.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** Measures the heap that one contender takes beyond keys and values, in a JVM of its own. */
final class HeapProbe {

  private static final int ENTRIES = 200_000;
  // A segment of a segmented cache may be fuller than another one; none of them is to evict.
  private static final int ROOM = ENTRIES + ENTRIES / 4;
  private static final int SIZE = 100;

  private HeapProbe() {}

  static void run(Contender contender, Samples samples) {
    samples.add("heap", bytesPerEntry(contender.open(ROOM)));
  }

  private static <K, V> double bytesPerEntry(Subject<K, V> subject) {
    List<K> keys = new ArrayList<>();
    List<V> values = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      keys.add(subject.key(Trace.name(i)));
      values.add(subject.value(new byte[SIZE]));
    }
    try {
      long before = used();
      for (int i = 0; i < ENTRIES; i++) {
        subject.put(keys.get(i), values.get(i));
      }
      long after = used();
      requireAll(subject, keys);
      return (double) (after - before) / ENTRIES;
    } finally {
      Reference.reachabilityFence(values);
      subject.close();
    }
  }

  private static <K> void requireAll(Subject<K, ?> subject, List<K> keys) {
    for (K key : keys) {
      if (subject.read(key) == Subject.MISS) {
        throw new IllegalStateException("an entry was evicted below the capacity");
      }
    }
  }

  static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    long before;
    long after = Long.MAX_VALUE;
    // What one collection frees may hold what only the next one can free.
    do {
      before = after;
      memory.gc();
      after = memory.getHeapMemoryUsage().getUsed();
    } while (after < before);
    return after;
  }
}
