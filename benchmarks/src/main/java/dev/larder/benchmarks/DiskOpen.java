package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** How long it takes to open a store and get one entry. */
final class DiskOpen implements Section {

  private static final double WANTED_FEW_MILLIS = 10;
  private static final double WANTED_MANY_MILLIS = 100;

  @Override
  public void run(Form form, Report report) {
    List<DiskContender> all = DiskContender.of(form);
    List<DiskContender> many = new ArrayList<>(List.of(DiskContender.LARDER));
    if (form == Form.FULL) {
      many.addAll(List.of(DiskContender.ROCKSDB, DiskContender.LMDB, DiskContender.MVSTORE));
    }
    Section.rounds("disk-fill", 1, all, form, report);
    Section.rounds("disk-fill-many", 1, many, form, report);
    Rounds rounds = Section.rounds("disk-open", form.rounds, all, form, report);
    Rounds roundsOfMany = Section.rounds("disk-open-many", form.rounds, many, form, report);
    Table table = new Table("", "entries", "ms", "rounds", "ours ÷ it", "first in its JVM, ms");
    all.forEach(who -> row(table, rounds, who, DiskFill.SMALL));
    many.forEach(who -> row(table, roundsOfMany, who, DiskFill.MANY));
    report.table("opening a store that was closed, and one get, 100 B", table);
    goal(rounds, DiskFill.SMALL, WANTED_FEW_MILLIS, report);
    goal(roundsOfMany, DiskFill.MANY, WANTED_MANY_MILLIS, report);
  }

  private static void row(Table table, Rounds rounds, DiskContender who, DiskFill fill) {
    String again = fill.sample(DiskOpenProbe.AGAIN);
    Samples.Spread millis = rounds.of(who, again);
    table.row(
        who.label(),
        String.format("%,d", fill.count()),
        Table.number(millis.median()),
        Table.range(millis),
        Table.number(rounds.ratio(DiskContender.LARDER, who, again).median()),
        Table.number(rounds.of(who, fill.sample(DiskOpenProbe.FIRST)).median()));
  }

  private static void goal(Rounds rounds, DiskFill fill, double millis, Report report) {
    report.goal(
        Goal.atMost(
            millis,
            " ms",
            String.format("open, %,d entries", fill.count()),
            rounds.of(DiskContender.LARDER, fill.sample(DiskOpenProbe.AGAIN))));
  }
}
