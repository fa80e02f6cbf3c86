package dev.larder.benchmarks;

import java.util.Comparator;
import java.util.List;

/** How many new entries a second a store takes, as safe as it is told to make them. */
final class DiskPut implements Section {

  private static final double WANTED_THOUSANDS = 300;
  private static final double WANTED_TO_RAW = 0.9;
  private static final double THOUSANDTH = 1e-3;

  @Override
  public void run(Form form, Report report) {
    none(form, report);
    always(form, report);
    batch(form, report);
  }

  private static void none(Form form, Report report) {
    List<DiskContender> all = List.of(DiskContender.values());
    Rounds rounds = Section.rounds("disk-put-none", form.rounds, all, form, report);
    Table table =
        new Table(
            "",
            "puts/s",
            "rounds",
            "ours ÷ it",
            "p50 µs",
            "p99 µs",
            "a killed process loses",
            "a power cut loses");
    for (DiskContender who : all) {
      table.row(
          who.label(),
          Table.number(rate(rounds, who).median()),
          Table.range(rate(rounds, who)),
          ours(rounds, who),
          micros(rounds, who, DiskPutProbe.P50),
          micros(rounds, who, DiskPutProbe.P99),
          who.lostByKill(),
          who.lostByPowerCut());
    }
    report.table("put of a new key, 100 B, one thread, no sync", table);
    goals(rounds, all, report);
  }

  private static void goals(Rounds rounds, List<DiskContender> all, Report report) {
    String what = "put, 100 B, sync none, 1 thread";
    Samples.Spread ours = rate(rounds, DiskContender.LARDER);
    report.goal(Goal.atLeast(WANTED_THOUSANDS, "k/s", what, ours.times(THOUSANDTH)));
    DiskContender best =
        all.stream()
            .filter(who -> who.isCrashSafe() && who != DiskContender.LARDER)
            .max(Comparator.comparingDouble(who -> rate(rounds, who).median()))
            .orElseThrow();
    report.goal(
        Goal.atLeast(
            1,
            "x",
            what + " ÷ " + best.label() + ", the best that outlives a kill",
            ours.ratioTo(rate(rounds, best))));
  }

  private static void always(Form form, Report report) {
    List<DiskContender> all = DiskContender.thatSync(form);
    Rounds rounds = Section.rounds("disk-put-always", form.rounds, all, form, report);
    Table table = new Table("", "puts/s", "rounds", "÷ raw", "rounds", "p50 µs", "p99 µs");
    for (DiskContender who : all) {
      Samples.Spread toRaw = rounds.of(who, DiskPutProbe.TO_RAW);
      table.row(
          who.label(),
          Table.number(rate(rounds, who).median()),
          Table.range(rate(rounds, who)),
          Table.number(toRaw.median()),
          Table.range(toRaw),
          micros(rounds, who, DiskPutProbe.P50),
          micros(rounds, who, DiskPutProbe.P99));
    }
    Samples.Spread raw = rounds.of(DiskContender.LARDER, DiskPutProbe.RAW_RATE);
    table.row(
        "raw append + sync, beside Larder",
        Table.number(raw.median()),
        Table.range(raw),
        "1.00",
        "",
        "",
        "");
    report.table(
        "put of a new key, 100 B, one thread, a sync for each; in turns with raw appends", table);
    report.goal(
        Goal.atLeast(
            WANTED_TO_RAW,
            "x",
            "put, 100 B, sync always, 1 thread ÷ raw append + sync",
            rounds.of(DiskContender.LARDER, DiskPutProbe.TO_RAW)));
  }

  private static void batch(Form form, Report report) {
    List<DiskContender> all = DiskContender.thatSync(form);
    Rounds rounds = Section.rounds("disk-put-batch", form.rounds, all, form, report);
    Table table = new Table("", "puts/s", "rounds", "ours ÷ it", "p50 µs", "p99 µs");
    for (DiskContender who : all) {
      table.row(
          who.label(),
          Table.number(rate(rounds, who).median()),
          Table.range(rate(rounds, who)),
          ours(rounds, who),
          micros(rounds, who, DiskPutProbe.P50),
          micros(rounds, who, DiskPutProbe.P99));
    }
    report.table(
        "put of a new key, 100 B, "
            + DiskPutProbe.THREADS
            + " threads, durable when it returns; syncs are shared where the store can",
        table);
    report.goal(
        Goal.atLeast(
            1,
            "x",
            "put, 100 B, sync batch, 16 threads ÷ RocksDB",
            rounds.ratio(DiskContender.LARDER, DiskContender.ROCKSDB, DiskPutProbe.RATE)));
  }

  private static Samples.Spread rate(Rounds rounds, DiskContender who) {
    return rounds.of(who, DiskPutProbe.RATE);
  }

  private static String ours(Rounds rounds, DiskContender who) {
    return Table.number(rate(rounds, DiskContender.LARDER).ratioTo(rate(rounds, who)).median());
  }

  private static String micros(Rounds rounds, DiskContender who, String what) {
    return Table.number(rounds.of(who, what).times(THOUSANDTH).median());
  }
}
