package dev.larder.benchmarks;

import java.util.List;

/** How many entries a second are read from a store whose files are in memory. */
final class DiskGet implements Section {

  private static final double WANTED_P99_MICROS = 10;
  private static final double WANTED_BY_TWO = 1.7;
  private static final double THOUSANDTH = 1e-3;
  private static final String RATE = "rate1";
  private static final String RATE_OF_TWO = "rate2";

  @Override
  public void run(Form form, Report report) {
    List<DiskContender> all = DiskContender.of(form);
    Rounds rounds = Section.rounds("disk-get", form.rounds, all, form, report);
    for (DiskFill fill : DiskGetProbe.FILLS) {
      report.table(
          String.format("get, %,d B, taken at random from %,d", fill.size(), fill.count()),
          table(rounds, all, fill));
    }
    small(rounds, DiskFill.SMALL, "100 B", 700, report);
    small(rounds, DiskFill.MEDIUM, "4 KiB", 350, report);
    report.goal(ahead(rounds, DiskFill.LARGE, "1 MiB", DiskContender.LMDB));
  }

  private static Table table(Rounds rounds, List<DiskContender> all, DiskFill fill) {
    Table table =
        new Table(
            "",
            "1 thread, gets/s",
            "rounds",
            "ours ÷ it",
            "p50 µs",
            "p99 µs",
            "2 threads, gets/s",
            "rounds",
            "ours ÷ it",
            "÷ 1 thread");
    for (DiskContender who : all) {
      Samples.Spread one = rounds.of(who, fill.sample(RATE));
      Samples.Spread two = rounds.of(who, fill.sample(RATE_OF_TWO));
      table.row(
          who.label(),
          Table.number(one.median()),
          Table.range(one),
          ours(rounds, who, fill.sample(RATE)),
          Table.number(rounds.of(who, fill.sample("p50")).times(THOUSANDTH).median()),
          Table.number(rounds.of(who, fill.sample("p99")).times(THOUSANDTH).median()),
          Table.number(two.median()),
          Table.range(two),
          ours(rounds, who, fill.sample(RATE_OF_TWO)),
          Table.number(two.ratioTo(one).median()));
    }
    return table;
  }

  private static String ours(Rounds rounds, DiskContender who, String sample) {
    return Table.number(rounds.ratio(DiskContender.LARDER, who, sample).median());
  }

  private static void small(
      Rounds rounds, DiskFill fill, String size, double thousands, Report report) {
    Samples.Spread one = rounds.of(DiskContender.LARDER, fill.sample(RATE));
    Samples.Spread two = rounds.of(DiskContender.LARDER, fill.sample(RATE_OF_TWO));
    Samples.Spread p99 = rounds.of(DiskContender.LARDER, fill.sample("p99")).times(THOUSANDTH);
    String what = "get, " + size;
    report.goal(Goal.atLeast(thousands, "k/s", what + ", 1 thread", one.times(THOUSANDTH)));
    report.goal(Goal.atMost(WANTED_P99_MICROS, " µs", what + ", p99", p99));
    for (DiskContender rival :
        List.of(DiskContender.ROCKSDB, DiskContender.LMDB, DiskContender.SQLITE)) {
      report.goal(ahead(rounds, fill, size, rival));
    }
    report.goal(Goal.atLeast(WANTED_BY_TWO, "x", what + ", 2 threads ÷ 1", two.ratioTo(one)));
  }

  private static Goal ahead(Rounds rounds, DiskFill fill, String size, DiskContender rival) {
    return Goal.atLeast(
        1,
        "x",
        "get, " + size + ", 1 thread ÷ " + rival.label(),
        rounds.ratio(DiskContender.LARDER, rival, fill.sample(RATE)));
  }
}
