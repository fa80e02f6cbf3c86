package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** How long a single look-up takes here and over the loopback interface. */
final class RedisComparison implements Section {

  private static final double WANTED_RATIO = 200;
  private static final double WANTED_MICROS = 2;
  private static final double NANOS = 1e3;

  @Override
  public void run(Form form, Report report) {
    report.progress("redis, " + form.rounds + " rounds in turns");
    Samples samples = Fork.run("redis", form, Contender.TINYLFU);
    Table table = new Table("", "p50 µs", "rounds", "p95 µs", "p99 µs", "Redis ÷ it at p50");
    row(table, samples, "Redis GET with Jedis", RedisProbe.REDIS);
    for (Contender contender : RedisProbe.OURS) {
      row(table, samples, contender.label(), contender.name());
    }
    row(table, samples, "the timer alone", RedisProbe.TIMER);
    report.table(
        "Single look-ups, 100 B, one thread, each timed; the timer's own cost is left in", table);
    goals(samples, report);
  }

  private static void row(Table table, Samples samples, String label, String who) {
    List<String> cells = new ArrayList<>(List.of(label));
    for (double percentile : RedisProbe.PERCENTILES) {
      Samples.Spread micros = micros(samples, who, percentile);
      cells.add(Table.number(micros.median()));
      if (percentile == RedisProbe.PERCENTILES[0]) {
        cells.add(Table.range(micros));
      }
    }
    cells.add(Table.number(ratio(samples, who).median()));
    table.row(cells.toArray(new String[0]));
  }

  private static Samples.Spread micros(Samples samples, String who, double percentile) {
    Samples.Spread nanos = samples.of(RedisProbe.sample(who, percentile));
    return Samples.Spread.of(nanos.taken().stream().map(n -> n / NANOS).toList());
  }

  private static Samples.Spread ratio(Samples samples, String who) {
    return micros(samples, RedisProbe.REDIS, 50).ratioTo(micros(samples, who, 50));
  }

  private static void goals(Samples samples, Report report) {
    for (Contender contender : List.of(Contender.TINYLFU, Contender.CACHE_BYTES)) {
      String label = contender.label();
      report.goal(
          Goal.atLeast(
              WANTED_RATIO,
              "x",
              "Redis GET ÷ " + label + ", p50",
              ratio(samples, contender.name())));
      report.goal(
          Goal.atMost(
              WANTED_MICROS, " µs", label + ", own p95", micros(samples, contender.name(), 95)));
    }
  }
}
