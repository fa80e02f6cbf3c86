package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is done to a cache.
 *
 * @param access in which pattern
 * @param size how many bytes a value has
 * @param threads by how many threads at a time
 */
record Workload(Access access, int size, int threads) {

  enum Access {
    /** Each look-up hits. */
    GET,
    /** Each value is overwritten. */
    PUT,
    /** Nine look-ups that hit, then one overwrite. */
    MIX,
    /** A quarter of the keys has room; a miss is followed by a put. */
    EVICT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final int[] SIZES = {100, 4096};

  private static final int[] THREADS = {1, 2};

  /** Returns those for values of that size, in the order in which one JVM measures them. */
  static List<Workload> of(int size, boolean evicts) {
    List<Workload> all = new ArrayList<>();
    for (Access access : Access.values()) {
      if (access != Access.EVICT || (evicts && size == SIZES[0])) {
        for (int threads : THREADS) {
          all.add(new Workload(access, size, threads));
        }
      }
    }
    return all;
  }

  /** Returns the name of its samples. */
  String sample(String what) {
    return access + "/" + size + "/" + threads + "/" + what;
  }
}
