package dev.larder.benchmarks;

import java.util.List;

/** Whether a put costs more in a large store than in a small one. */
final class DiskGrowth implements Section {

  private static final double WANTED_RATIO = 1.2;
  private static final DiskContender OURS = DiskContender.LARDER;

  @Override
  public void run(Form form, Report report) {
    int few = Math.max(1, form.rounds / 3);
    Rounds rounds = Section.rounds("disk-growth", few, List.of(OURS), form, report);
    Table table =
        new Table(
            "entries", "overwriting one, ns", "÷ small", "a new one when full, ns", "÷ small");
    for (int count : DiskGrowthProbe.COUNTS) {
      table.row(
          String.format("%,d", count),
          Table.number(of(rounds, DiskGrowthProbe.OVERWRITE, count).median()),
          Table.number(toSmall(rounds, DiskGrowthProbe.OVERWRITE, count).median()),
          Table.number(of(rounds, DiskGrowthProbe.EVICT, count).median()),
          Table.number(toSmall(rounds, DiskGrowthProbe.EVICT, count).median()));
    }
    report.table("put, 100 B, one thread, no sync, into stores of several sizes in turns", table);
    for (int count : DiskGrowthProbe.COUNTS) {
      if (count != DiskGrowthProbe.COUNTS[0]) {
        report.goal(
            Goal.atMost(
                WANTED_RATIO,
                "x",
                String.format("put, 100 B, into %,d entries ÷ into 10,000", count),
                toSmall(rounds, DiskGrowthProbe.OVERWRITE, count)));
      }
    }
  }

  private static Samples.Spread of(Rounds rounds, String what, int count) {
    return rounds.of(OURS, DiskGrowthProbe.sample(what, count));
  }

  private static Samples.Spread toSmall(Rounds rounds, String what, int count) {
    return of(rounds, what, count).ratioTo(of(rounds, what, DiskGrowthProbe.COUNTS[0]));
  }
}
