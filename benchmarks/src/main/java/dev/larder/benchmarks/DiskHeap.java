package dev.larder.benchmarks;

import java.util.List;

/** How much heap an entry takes that is on the disk. */
final class DiskHeap implements Section {

  private static final double WANTED_BYTES = 120;

  @Override
  public void run(Form form, Report report) {
    DiskContender ours = DiskContender.LARDER;
    Rounds rounds = Section.rounds("disk-heap", 1, List.of(ours), form, report);
    Table table = new Table("entries", "bytes of heap for each");
    for (DiskFill fill : DiskHeapProbe.FILLS) {
      Samples.Spread bytes = rounds.of(ours, fill.sample(DiskHeapProbe.HEAP));
      String count = String.format("%,d", fill.count());
      table.row(count, Table.number(bytes.median()));
      report.goal(Goal.atMost(WANTED_BYTES, " B", "heap per entry, " + count, bytes));
    }
    report.table("heap of an open store, 100 B", table);
  }
}
