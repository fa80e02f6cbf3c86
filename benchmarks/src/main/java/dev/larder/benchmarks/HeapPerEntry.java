package dev.larder.benchmarks;

import java.util.List;

/** How much heap an entry takes beyond its key and its value. */
final class HeapPerEntry implements Section {

  private static final double WANTED_BYTES = 160;
  private static final List<Contender> CONTENDERS =
      List.of(
          Contender.TINYLFU,
          Contender.LRU,
          Contender.CAFFEINE,
          Contender.CAFFEINE_AFTER_WRITE,
          Contender.CACHE2K,
          Contender.GUAVA,
          Contender.SYNC_LRU,
          Contender.CONCURRENT_MAP);

  @Override
  public void run(Form form, Report report) {
    Rounds rounds = Section.rounds("heap", 1, CONTENDERS, form, report);
    Table table = new Table("", "bytes per entry", "ours ÷ it");
    for (Contender contender : CONTENDERS) {
      table.row(
          contender.label(),
          Table.number(rounds.of(contender, "heap").median()),
          Table.number(rounds.ratio(Contender.TINYLFU, contender, "heap").median()));
    }
    report.table(
        "Heap beyond key and value, 200,000 entries (ours: CacheKey, String, Blob and byte[] are"
            + " key and value)",
        table);
    for (Contender ours : List.of(Contender.TINYLFU, Contender.LRU)) {
      report.goal(
          Goal.atMost(
              WANTED_BYTES, " B", ours.label() + ", heap per entry", rounds.of(ours, "heap")));
    }
  }
}
