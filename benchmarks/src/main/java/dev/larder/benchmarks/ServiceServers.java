package dev.larder.benchmarks;

import java.util.List;

/** What the twin serves, how it starts and what it takes, beside the real service. */
final class ServiceServers implements Section {

  private static final List<ServiceRival> BOTH = List.of(ServiceRival.TWIN, ServiceRival.REAL);

  @Override
  public void run(Form form, Report report) {
    Rounds rates = Section.rounds("service-clients", form.rounds, BOTH, form, report);
    Rounds prints = Section.rounds("service-footprint", form.rounds, BOTH, form, report);
    served(rates, report);
    taken(prints, report);
  }

  private static void served(Rounds rounds, Report report) {
    Table table = new Table("per second", "stores", "retrieves", "same value, at first", "at last");
    for (ServiceRival rival : BOTH) {
      table.row(
          rival.label(),
          cell(rounds, rival, ServiceClientsProbe.STORES),
          cell(rounds, rival, ServiceClientsProbe.RETRIEVES),
          cell(rounds, rival, ServiceClientsProbe.FIRST),
          cell(rounds, rival, ServiceClientsProbe.LAST));
    }
    report.table(
        "Small strings, four clients; one value stored by one client 10,000 times (the real"
            + " service: 300)",
        table);
    Samples.Spread stores = rounds.of(ServiceRival.TWIN, ServiceClientsProbe.STORES);
    Samples.Spread retrieves = rounds.of(ServiceRival.TWIN, ServiceClientsProbe.RETRIEVES);
    report.goal(Goal.atLeast(8_000, "/s", "twin, small stores, 4 clients", stores));
    report.goal(Goal.atLeast(15_000, "/s", "twin, small retrieves, 4 clients", retrieves));
    ratio(rounds, ServiceClientsProbe.STORES, 100, "stores", report);
    ratio(rounds, ServiceClientsProbe.RETRIEVES, 50, "retrieves", report);
    report.goal(
        Goal.atLeast(
            0.8,
            "x",
            "twin, same value 10,000 times, last tenth ÷ second tenth",
            rounds
                .of(ServiceRival.TWIN, ServiceClientsProbe.LAST)
                .ratioTo(rounds.of(ServiceRival.TWIN, ServiceClientsProbe.FIRST))));
  }

  private static void ratio(
      Rounds rounds, String sample, double wanted, String what, Report report) {
    report.goal(
        Goal.atLeast(
            wanted,
            "x",
            "twin ÷ real service, " + what,
            rounds.ratio(ServiceRival.TWIN, ServiceRival.REAL, sample)));
  }

  private static String cell(Rounds rounds, ServiceRival rival, String sample) {
    Samples.Spread spread = rounds.of(rival, sample);
    return Table.number(spread.median()) + " (" + Table.range(spread) + ")";
  }

  private static void taken(Rounds rounds, Report report) {
    Table table = new Table("", "start to first answer, ms", "idle, MiB");
    for (ServiceRival rival : BOTH) {
      table.row(
          rival.label(),
          cell(rounds, rival, ServiceFootprintProbe.START),
          cell(rounds, rival, ServiceFootprintProbe.IDLE));
    }
    report.table("A service of its own process, memory storage", table);
    most(rounds, ServiceFootprintProbe.START, 400, " ms", "start to first answer", report);
    most(rounds, ServiceFootprintProbe.WARM_START, 150, " ms", "start in a warm JVM", report);
    most(rounds, ServiceFootprintProbe.IDLE, 60, " MiB", "idle memory", report);
    most(rounds, ServiceFootprintProbe.SERVER_PEAK, 64, " MiB", "256 MiB, beyond idle", report);
    most(
        rounds,
        ServiceFootprintProbe.CLIENT_PEAK,
        64,
        " MiB",
        "256 MiB, beyond idle, the client",
        report);
  }

  private static void most(
      Rounds rounds, String sample, double bound, String unit, String what, Report report) {
    report.goal(Goal.atMost(bound, unit, "twin, " + what, rounds.of(ServiceRival.TWIN, sample)));
  }
}
