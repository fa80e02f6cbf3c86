package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** How much room a store takes on the disk for what is in it. */
final class DiskSpace implements Section {

  private static final double WANTED_FILLED = 1.2;
  private static final double WANTED_PEAK = 2;

  @Override
  public void run(Form form, Report report) {
    List<DiskContender> all = DiskContender.of(form);
    Rounds filled = Section.rounds("disk-space", 1, all, form, report);
    Table table = new Table("", "100 B", "4 KiB");
    for (DiskContender who : all) {
      table.row(
          who.label(), filled(filled, who, DiskFill.SMALL), filled(filled, who, DiskFill.MEDIUM));
    }
    report.table("room on the disk ÷ bytes of keys and values, filled once and closed", table);
    goal(filled, DiskFill.SMALL, "100 B", report);
    goal(filled, DiskFill.MEDIUM, "4 KiB", report);
    overwritten(form, report);
  }

  private static String filled(Rounds rounds, DiskContender who, DiskFill fill) {
    return Table.number(rounds.of(who, fill.sample(DiskSpaceProbe.FILLED)).median());
  }

  private static void goal(Rounds rounds, DiskFill fill, String size, Report report) {
    report.goal(
        Goal.atMost(
            WANTED_FILLED,
            "x",
            "room ÷ bytes alive, filled, " + size,
            rounds.of(DiskContender.LARDER, fill.sample(DiskSpaceProbe.FILLED))));
  }

  private static void overwritten(Form form, Report report) {
    List<DiskContender> all = new ArrayList<>(List.of(DiskContender.LARDER));
    if (form == Form.FULL) {
      all.addAll(List.of(DiskContender.ROCKSDB, DiskContender.LMDB));
      all.addAll(List.of(DiskContender.MVSTORE, DiskContender.SQLITE));
    }
    Rounds rounds = Section.rounds("disk-overwrite", 1, all, form, report);
    DiskFill fill = DiskSpaceProbe.OVERWRITTEN;
    Table table = new Table("", "at most", "removed files still mapped, at most", "puts/s");
    for (DiskContender who : all) {
      table.row(
          who.label(),
          Table.number(rounds.of(who, fill.sample(DiskSpaceProbe.PEAK)).median()),
          Table.number(rounds.of(who, fill.sample(DiskSpaceProbe.MAPPED)).median()),
          Table.number(rounds.of(who, fill.sample(DiskSpaceProbe.RATE)).median()));
    }
    report.table(
        String.format(
            "room ÷ bytes alive while each of %,d values of %,d B is overwritten ten times, no sync",
            fill.count(), fill.size()),
        table);
    report.goal(
        Goal.atMost(
            WANTED_PEAK,
            "x",
            "room ÷ bytes alive, while all is overwritten",
            rounds.of(DiskContender.LARDER, fill.sample(DiskSpaceProbe.PEAK))));
  }
}
