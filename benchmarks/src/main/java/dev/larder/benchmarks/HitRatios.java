package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How often a cache that is too small for all keys has the one that is asked for. */
final class HitRatios implements Section {

  private static final int KEYS = 100_000;
  private static final int LENGTH = 2_000_000;
  private static final long SEED = 42;
  private static final int[] PERCENTS = {1, 5, 20};
  private static final double ALLOWED_LOSS = 0.5;
  // W-TinyLFU decides by chance in places, so a single run says little; the means of several do.
  private static final Set<Contender> BY_CHANCE = EnumSet.of(Contender.TINYLFU, Contender.CAFFEINE);
  private static final List<Contender> CONTENDERS =
      List.of(
          Contender.TINYLFU,
          Contender.LRU,
          Contender.CAFFEINE,
          Contender.CACHE2K,
          Contender.SYNC_LRU);

  private final Table table = new Table(header());
  private int rounds = 1;
  private double worstAgainstCaffeine = Double.POSITIVE_INFINITY;
  private double worstAgainstLru = Double.POSITIVE_INFINITY;

  @Override
  public void run(Form form, Report report) {
    rounds = form.rounds;
    trace("Zipf", Trace.zipf(KEYS, LENGTH, SEED), report);
    trace("Zipf + scans", Trace.zipfWithScans(KEYS, LENGTH, SEED), report);
    report.table(
        "Hits in percent (means of "
            + rounds
            + "), Zipf 0.99 over 100,000 keys, 2,000,000 accesses; a quarter of them scans",
        table);
    goal(report, -ALLOWED_LOSS, "tinylfu − Caffeine", worstAgainstCaffeine);
    goal(report, 0, "tinylfu − exact LRU", worstAgainstLru);
  }

  private static void goal(Report report, double bound, String what, double worst) {
    report.goal(
        Goal.atLeast(
            bound, " points", "hit ratio, " + what + ", worst of six", Samples.Spread.of(worst)));
  }

  private static String[] header() {
    List<String> header = new ArrayList<>(List.of("trace", "capacity"));
    CONTENDERS.forEach(contender -> header.add(contender.label()));
    header.add("Belady");
    return header.toArray(new String[0]);
  }

  private void trace(String name, int[] trace, Report report) {
    for (int percent : PERCENTS) {
      int capacity = KEYS / 100 * percent;
      List<String> cells = new ArrayList<>(List.of(name, String.format("%,d", capacity)));
      Map<Contender, Double> hits = new EnumMap<>(Contender.class);
      for (Contender contender : CONTENDERS) {
        report.progress("hit ratio, " + name + " at " + percent + " %: " + contender.label());
        hits.put(contender, 100 * mean(contender, capacity, trace));
        cells.add(Table.number(of(hits, contender)));
      }
      cells.add(Table.number(100 * Belady.hitRatio(trace, capacity)));
      table.row(cells.toArray(new String[0]));
      double ours = of(hits, Contender.TINYLFU);
      worstAgainstCaffeine = Math.min(worstAgainstCaffeine, ours - of(hits, Contender.CAFFEINE));
      worstAgainstLru = Math.min(worstAgainstLru, ours - of(hits, Contender.SYNC_LRU));
    }
  }

  private double mean(Contender contender, int capacity, int[] trace) {
    int runs = BY_CHANCE.contains(contender) ? rounds : 1;
    double sum = 0;
    for (int run = 0; run < runs; run++) {
      sum += hitRatio(contender.open(capacity), trace);
    }
    return sum / runs;
  }

  private static double of(Map<Contender, Double> hits, Contender contender) {
    return hits.getOrDefault(contender, Double.NaN);
  }

  /** Returns the share of hits of a cache that is filled on each miss. */
  static <K, V> double hitRatio(Subject<K, V> subject, int[] trace) {
    V value = subject.value(new byte[] {1});
    List<K> keys = new ArrayList<>();
    int hits = 0;
    for (int number : trace) {
      while (keys.size() <= number) {
        keys.add(subject.key(Trace.name(keys.size())));
      }
      K key = keys.get(number);
      if (subject.read(key) != Subject.MISS) {
        hits++;
      } else {
        subject.put(key, value);
      }
    }
    subject.close();
    return (double) hits / trace.length;
  }
}
