package dev.larder.benchmarks;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The best that any cache could do, because it knows the future. */
final class Belady {

  private static final int NEVER = Integer.MAX_VALUE;

  private Belady() {}

  /** Returns the share of hits, 0 to 1, of a cache that drops what is needed last. */
  static double hitRatio(int[] trace, int capacity) {
    int[] next = nextUses(trace);
    int[] heldUntil = new int[keys(trace)];
    Arrays.fill(heldUntil, -1);
    PriorityQueue<int[]> farthest =
        new PriorityQueue<>(Comparator.<int[]>comparingInt(use -> use[1]).reversed());
    int size = 0;
    int hits = 0;
    for (int i = 0; i < trace.length; i++) {
      int key = trace[i];
      if (heldUntil[key] >= 0) {
        hits++;
      } else {
        size++;
      }
      heldUntil[key] = next[i];
      farthest.add(new int[] {key, next[i]});
      while (size > capacity) {
        int[] use = farthest.remove();
        // A use that has passed since is out of date; the key is in the queue again.
        if (heldUntil[use[0]] == use[1]) {
          heldUntil[use[0]] = -1;
          size--;
        }
      }
    }
    return (double) hits / trace.length;
  }

  private static int[] nextUses(int[] trace) {
    int[] next = new int[trace.length];
    int[] seen = new int[keys(trace)];
    Arrays.fill(seen, NEVER);
    for (int i = trace.length - 1; i >= 0; i--) {
      next[i] = seen[trace[i]];
      seen[trace[i]] = i;
    }
    return next;
  }

  private static int keys(int[] trace) {
    return Arrays.stream(trace).max().orElse(-1) + 1;
  }
}
