package dev.larder.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Named measurements, each taken any number of times. They travel between JVMs as lines. */
final class Samples {

  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  /** Adds one measurement. The name must have no blank. */
  void add(String name, double value) {
    values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
  }

  void addAll(Samples other) {
    other.values.forEach((name, more) -> more.forEach(value -> add(name, value)));
  }

  /** Adds what {@link #print} has printed. */
  void addLine(String line) {
    String[] parts = line.split(" ", 2);
    add(parts[0], Double.parseDouble(parts[1]));
  }

  void print(PrintStream out) {
    values.forEach((name, list) -> list.forEach(value -> out.println(name + " " + value)));
  }

  /** Returns those whose names begin with that, without it. */
  Samples part(String prefix) {
    Samples part = new Samples();
    values.forEach(
        (name, list) -> {
          if (name.startsWith(prefix)) {
            list.forEach(value -> part.add(name.substring(prefix.length()), value));
          }
        });
    return part;
  }

  /** Returns the measurements of that name in the order in which they were taken. */
  Spread of(String name) {
    List<Double> list = values.get(name);
    if (list == null) {
      throw new IllegalStateException("nothing was measured under " + name);
    }
    return Spread.of(list);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * Several measurements of the same thing.
   *
   * @param taken in the order in which they were taken
   * @param min the smallest
   * @param median the middle one, or the mean of the two in the middle
   * @param max the largest
   */
  record Spread(List<Double> taken, double min, double median, double max) {

    static Spread of(List<Double> taken) {
      double[] sorted = taken.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int half = sorted.length / 2;
      double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
      return new Spread(List.copyOf(taken), sorted[0], median, sorted[sorted.length - 1]);
    }

    static Spread of(double... taken) {
      return of(Arrays.stream(taken).boxed().toList());
    }

    /** Returns the same measurements in another unit. */
    Spread times(double factor) {
      return of(taken.stream().map(one -> one * factor).toList());
    }

    /**
     * Returns the ratios to what was measured in the same rounds; its median is that of the two
     * medians, which one odd round cannot move.
     */
    Spread ratioTo(Spread other) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < Math.min(taken.size(), other.taken.size()); i++) {
        ratios.add(taken.get(i) / other.taken.get(i));
      }
      Spread rounds = of(ratios);
      return new Spread(ratios, rounds.min, median / other.median, rounds.max);
    }
  }
}
