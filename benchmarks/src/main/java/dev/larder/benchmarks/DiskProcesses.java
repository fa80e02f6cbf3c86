package dev.larder.benchmarks;

import dev.larder.benchmarks.DiskProcessesProbe.Where;
import dev.larder.disk.SyncPolicy;
import java.util.List;
import java.util.Locale;

/** What a reader loses when another process writes to the same store. */
final class DiskProcesses implements Section {

  private static final double WANTED_RATIO = 0.8;
  private static final List<SyncPolicy> POLICIES = List.of(SyncPolicy.NONE, SyncPolicy.BATCH);

  @Override
  public void run(Form form, Report report) {
    int few = Math.max(1, form.rounds / 3);
    // Those that let two processes in.
    List<DiskContender> all =
        form == Form.FULL
            ? List.of(DiskContender.LARDER, DiskContender.LMDB, DiskContender.SQLITE)
            : List.of(DiskContender.LARDER);
    Rounds rounds = Section.rounds("disk-processes", few, all, form, report);
    report.table(
        "get, 100 B, one thread, while a second process overwrites as fast as it can; ÷ alone",
        table(rounds, all));
    for (SyncPolicy sync : POLICIES) {
      report.goal(
          Goal.atLeast(
              WANTED_RATIO,
              "x",
              "get beside a writing process, sync "
                  + sync.name().toLowerCase(Locale.ROOT)
                  + " ÷ alone",
              of(rounds, DiskContender.LARDER, sync, Where.HERE)));
    }
  }

  private static Table table(Rounds rounds, List<DiskContender> all) {
    Table table =
        new Table(
            "",
            "sync",
            "gets/s alone",
            "beside one that writes elsewhere",
            "beside one that writes here",
            "rounds",
            "puts/s here");
    for (DiskContender who : all) {
      for (SyncPolicy sync : POLICIES) {
        Samples.Spread here = of(rounds, who, sync, Where.HERE);
        table.row(
            who.label(),
            sync.name().toLowerCase(Locale.ROOT),
            Table.number(rounds.of(who, name(sync, Where.HERE, DiskProcessesProbe.ALONE)).median()),
            Table.number(of(rounds, who, sync, Where.ELSEWHERE).median()),
            Table.number(here.median()),
            Table.range(here),
            Table.number(
                rounds.of(who, name(sync, Where.HERE, DiskProcessesProbe.WRITES)).median()));
      }
    }
    return table;
  }

  private static Samples.Spread of(Rounds rounds, DiskContender who, SyncPolicy sync, Where where) {
    return rounds.of(who, name(sync, where, DiskProcessesProbe.TO_ALONE));
  }

  private static String name(SyncPolicy sync, Where where, String what) {
    return DiskProcessesProbe.sample(sync, where, what);
  }
}
