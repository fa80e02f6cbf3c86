package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long gets and puts take. */
final class Throughput implements Section {

  @Override
  public void run(Form form, Report report) {
    List<Contender> contenders =
        Arrays.stream(Contender.values())
            .filter(Contender::isLocal)
            .filter(who -> form == Form.FULL || who != Contender.CAFFEINE_AFTER_WRITE)
            .toList();
    Rounds rounds = Section.rounds("throughput", form.rounds, contenders, form, report);
    for (int size : Workload.SIZES) {
      for (Workload one : Workload.of(size, true)) {
        if (one.threads() == 1) {
          Workload two = new Workload(one.access(), size, 2);
          report.table(title(one), table(rounds, contenders, one, two));
        }
      }
    }
    goals(rounds, report);
  }

  private static String title(Workload workload) {
    return workload.access()
        + ", values of "
        + workload.size()
        + " B (ns per operation and thread, wall clock; CPU is that of the whole process)";
  }

  private static Table table(
      Rounds rounds, List<Contender> contenders, Workload one, Workload two) {
    Table table =
        new Table(
            "",
            "1 thread",
            "rounds",
            "÷ Caffeine",
            "ours ÷ it",
            "CPU",
            "2 threads",
            "rounds",
            "÷ Caffeine",
            "ours ÷ it");
    for (Contender contender : contenders) {
      if (rounds.of(contender).has(one.sample("wall"))) {
        List<String> cells = new ArrayList<>(List.of(contender.label()));
        cells.addAll(cells(rounds, contender, one));
        cells.add(Table.number(rounds.of(contender, one.sample("cpu")).median()));
        cells.addAll(cells(rounds, contender, two));
        table.row(cells.toArray(new String[0]));
      }
    }
    return table;
  }

  private static List<String> cells(Rounds rounds, Contender contender, Workload workload) {
    String wall = workload.sample("wall");
    Samples.Spread time = rounds.of(contender, wall);
    return List.of(
        Table.number(time.median()),
        Table.range(time),
        Table.number(rounds.ratio(contender, Contender.CAFFEINE, wall).median()),
        Table.number(rounds.ratio(Contender.TINYLFU, contender, wall).median()));
  }

  private static void goals(Rounds rounds, Report report) {
    for (int threads : new int[] {1, 2}) {
      String wall = new Workload(Workload.Access.GET, 100, threads).sample("wall");
      String how = ", 100 B, " + threads + (threads == 1 ? " thread" : " threads") + " ÷ Caffeine";
      report.goal(
          Goal.atMost(
              1.15,
              "",
              "MemoryStorage.load" + how,
              rounds.ratio(Contender.TINYLFU, Contender.CAFFEINE, wall)));
      report.goal(
          Goal.atMost(
              1.4,
              "",
              "Cache<byte[]>.get" + how,
              rounds.ratio(Contender.CACHE_BYTES, Contender.CAFFEINE, wall)));
    }
  }
}
