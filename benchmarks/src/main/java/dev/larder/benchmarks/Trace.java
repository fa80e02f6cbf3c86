package dev.larder.benchmarks;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Sequences of accesses. The same arguments give the same sequence, on every machine. */
final class Trace {

  private static final double SKEW = 0.99;
  private static final int SCAN = 20_000;

  private Trace() {}

  /** Returns accesses to the keys 0 to {@code keys - 1}, the frequent ones scattered among them. */
  static int[] zipf(int keys, int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] keyOfRank = shuffled(keys, random);
    double[] upTo = cumulated(keys);
    int[] trace = new int[length];
    for (int i = 0; i < length; i++) {
      int found = Arrays.binarySearch(upTo, random.nextDouble());
      int rank = found >= 0 ? found : -found - 1;
      trace[i] = keyOfRank[Math.min(rank, keys - 1)];
    }
    return trace;
  }

  /**
   * Returns the Zipf trace with each fourth access replaced by one to a key that comes only once;
   * these keys, from {@code keys} up, come in runs of 20,000.
   */
  static int[] zipfWithScans(int keys, int length, long seed) {
    int[] trace = zipf(keys, length, seed);
    int next = keys;
    for (int i = 0; i < length; i++) {
      if (i / SCAN % 4 == 3) {
        trace[i] = next++;
      }
    }
    return trace;
  }

  /** Returns the name of a key: 23 characters. */
  static String name(int key) {
    return "dataset/2026/key-" + HexFormat.of().toHexDigits(key, 6);
  }

  private static int[] shuffled(int keys, SplittableRandom random) {
    int[] shuffled = new int[keys];
    for (int i = 0; i < keys; i++) {
      int other = random.nextInt(i + 1);
      shuffled[i] = shuffled[other];
      shuffled[other] = i;
    }
    return shuffled;
  }

  private static double[] cumulated(int keys) {
    double[] upTo = new double[keys];
    double sum = 0;
    for (int i = 0; i < keys; i++) {
      sum += 1 / StrictMath.pow(i + 1, SKEW);
      upTo[i] = sum;
    }
    for (int i = 0; i < keys; i++) {
      upTo[i] /= sum;
    }
    return upTo;
  }
}
