package dev.larder.benchmarks;

import java.util.List;

/** How long it takes until 512 MiB can be read. */
final class DiskLoad implements Section {

  private static final double WANTED_MILLIS = 2;
  private static final double WANTED_KIBIBYTES = 64;

  @Override
  public void run(Form form, Report report) {
    DiskContender ours = DiskContender.LARDER;
    Rounds rounds = Section.rounds("disk-load", 1, List.of(ours), form, report);
    Samples.Spread millis = rounds.of(ours, DiskLoadProbe.MILLIS);
    Samples.Spread allocated = rounds.of(ours, DiskLoadProbe.ALLOCATED);
    report.table(
        "load of 512 MiB and a look at its last byte, each from a store that was opened anew",
        new Table("", "ms", "loads", "heap allocated, KiB")
            .row(
                ours.label(),
                Table.number(millis.median()),
                Table.range(millis),
                Table.number(allocated.median())));
    report.goal(Goal.atMost(WANTED_MILLIS, " ms", "load, 512 MiB", millis));
    report.goal(Goal.atMost(WANTED_KIBIBYTES, " KiB", "load, 512 MiB, allocated", allocated));
  }
}
