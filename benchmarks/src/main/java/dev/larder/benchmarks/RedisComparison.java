package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** How long a single look-up takes here and over the loopback interface. */
final class RedisComparison implements Section {

  private static final double WANTED_RATIO = 200;
  private static final double WANTED_MICROS = 2;
  private static final double NANOS = 1e3;

  private static final List<Contender> OURS =
      List.of(Contender.TINYLFU, Contender.LRU, Contender.CACHE_BYTES);

  @Override
  public void run(Form form, Report report) {
    List<Contender> all = new ArrayList<>(List.of(Contender.REDIS));
    all.addAll(OURS);
    Rounds rounds = Section.rounds("lookup", form.rounds, all, form, report);
    Table table = new Table("", "p50 µs", "rounds", "p95 µs", "p99 µs", "Redis ÷ it at p50");
    for (Contender contender : all) {
      row(table, rounds, contender, LookupProbe.LOOKUP, contender.label());
    }
    row(table, rounds, Contender.TINYLFU, LookupProbe.TIMER, "the timer alone");
    report.table(
        "Single look-ups, 100 B, one thread, each timed; the timer's own cost is left in", table);
    goals(rounds, report);
  }

  private static void row(Table table, Rounds rounds, Contender who, String what, String label) {
    Samples.Spread p50 = micros(rounds, who, what, 50);
    table.row(
        label,
        Table.number(p50.median()),
        Table.range(p50),
        Table.number(micros(rounds, who, what, 95).median()),
        Table.number(micros(rounds, who, what, 99).median()),
        Table.number(redis(rounds).ratioTo(p50).median()));
  }

  private static Samples.Spread micros(
      Rounds rounds, Contender who, String what, double percentile) {
    Samples.Spread nanos = rounds.of(who, LookupProbe.sample(what, percentile));
    return Samples.Spread.of(nanos.taken().stream().map(n -> n / NANOS).toList());
  }

  private static Samples.Spread redis(Rounds rounds) {
    return micros(rounds, Contender.REDIS, LookupProbe.LOOKUP, 50);
  }

  private static void goals(Rounds rounds, Report report) {
    for (Contender ours : List.of(Contender.TINYLFU, Contender.CACHE_BYTES)) {
      Samples.Spread ratio = redis(rounds).ratioTo(micros(rounds, ours, LookupProbe.LOOKUP, 50));
      Samples.Spread p95 = micros(rounds, ours, LookupProbe.LOOKUP, 95);
      report.goal(Goal.atLeast(WANTED_RATIO, "x", "Redis GET ÷ " + ours.label() + ", p50", ratio));
      report.goal(Goal.atMost(WANTED_MICROS, " µs", ours.label() + ", own p95", p95));
    }
  }
}
