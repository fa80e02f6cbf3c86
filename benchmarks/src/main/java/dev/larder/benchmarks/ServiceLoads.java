package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** How fast a child is loaded: through our storage, the official client, and a bare connection. */
final class ServiceLoads implements Section {

  @Override
  public void run(Form form, Report report) {
    List<ServiceRival> all =
        List.of(
            ServiceRival.STORAGE_TO_REAL,
            ServiceRival.BARE_TO_REAL,
            ServiceRival.OFFICIAL,
            ServiceRival.STORAGE_TO_TWIN,
            ServiceRival.STORAGE_IN_MEMORY,
            ServiceRival.OFFICIAL_IN_MEMORY);
    // The first two in turns, to one server, which gets slower as it goes on.
    List<ServiceRival> inTurns = all.subList(0, 2);
    List<ServiceRival> measured = new ArrayList<>(all.subList(2, all.size()));
    measured.add(0, ServiceRival.REAL);
    Rounds rounds = Section.rounds("service-load", form.rounds, measured, form, report);
    rounds.split(ServiceRival.REAL, inTurns);
    Table table = new Table("", "loads/s", "rounds", "p50 µs", "p95 µs", "÷ official client");
    for (ServiceRival rival : all) {
      Samples.Spread rate = rounds.of(rival, RepeatedCall.RATE);
      table.row(
          rival.label(),
          Table.number(rate.median()),
          Table.range(rate),
          Table.number(rounds.of(rival, RepeatedCall.P50).median() / 1e3),
          Table.number(rounds.of(rival, RepeatedCall.P95).median() / 1e3),
          Table.number(rounds.ratio(rival, ServiceRival.OFFICIAL, RepeatedCall.RATE).median()));
    }
    report.table("Load of a child, " + ServiceValue.SIZE + " B of JSON, one client", table);
    goals(rounds, report);
  }

  private static void goals(Rounds rounds, Report report) {
    report.goal(
        Goal.atLeast(
            1,
            "x",
            "ServiceStorage.load ÷ bare connection, both to the real service",
            rounds.ratio(
                ServiceRival.STORAGE_TO_REAL, ServiceRival.BARE_TO_REAL, RepeatedCall.RATE)));
    report.goal(
        Goal.atLeast(
            40,
            "x",
            "ServiceStorage.load to the twin ÷ official client to the real service",
            rounds.ratio(ServiceRival.STORAGE_TO_TWIN, ServiceRival.OFFICIAL, RepeatedCall.RATE)));
    report.goal(
        Goal.atMost(
            20,
            " µs",
            "ServiceStorage.load, IN_MEMORY, p50",
            rounds.of(ServiceRival.STORAGE_IN_MEMORY, RepeatedCall.P50).times(1e-3)));
  }
}
