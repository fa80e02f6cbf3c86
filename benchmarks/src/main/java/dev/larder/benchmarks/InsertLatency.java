package dev.larder.benchmarks;

import java.util.List;

/** Whether a new key takes longer in a large full cache than in a small one. */
final class InsertLatency implements Section {

  private static final List<Contender> CONTENDERS =
      List.of(Contender.LRU, Contender.TINYLFU, Contender.CAFFEINE);
  private static final double WANTED_RATIO = 2;

  @Override
  public void run(Form form, Report report) {
    Rounds rounds = Section.rounds("insert", form.rounds, CONTENDERS, form, report);
    Table table =
        new Table("", "capacity", "p50 ns", "p99 ns", "rounds", "p99.9 ns", "p99 ÷ small");
    for (Contender contender : CONTENDERS) {
      for (int capacity : InsertProbe.CAPACITIES) {
        Samples.Spread p99 = rounds.of(contender, InsertProbe.sample(capacity, 99));
        table.row(
            contender.label(),
            String.format("%,d", capacity),
            median(rounds, contender, capacity, 50),
            Table.number(p99.median()),
            Table.range(p99),
            median(rounds, contender, capacity, 99.9),
            Table.number(p99.ratioTo(small(rounds, contender)).median()));
      }
    }
    report.table("Inserting a new key when full, one thread, each timed", table);
    Samples.Spread large = rounds.of(Contender.LRU, InsertProbe.sample(100_000, 99));
    report.goal(
        Goal.atMost(
            WANTED_RATIO,
            "x",
            "lru, new key when full, p99 at 100,000 ÷ at 1,000",
            large.ratioTo(small(rounds, Contender.LRU))));
  }

  private static Samples.Spread small(Rounds rounds, Contender contender) {
    return rounds.of(contender, InsertProbe.sample(InsertProbe.CAPACITIES[0], 99));
  }

  private static String median(Rounds rounds, Contender who, int capacity, double percentile) {
    return Table.number(rounds.of(who, InsertProbe.sample(capacity, percentile)).median());
  }
}
