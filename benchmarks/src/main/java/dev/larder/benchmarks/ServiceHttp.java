package dev.larder.benchmarks;

import java.util.List;

/** A round trip over HTTP through our client and through the stacks that it could stand on. */
final class ServiceHttp implements Section {

  private static final double WANTED = 1.2;
  private static final List<ServiceRival> STACKS =
      List.of(ServiceRival.JDK_CLIENT, ServiceRival.URL_CONNECTION, ServiceRival.APACHE);

  @Override
  public void run(Form form, Report report) {
    List<ServiceRival> all =
        List.of(
            ServiceRival.LARDER_HTTP,
            ServiceRival.JDK_CLIENT,
            ServiceRival.URL_CONNECTION,
            ServiceRival.APACHE,
            ServiceRival.BARE_SOCKET);
    Rounds rounds = Section.rounds("service-http", form.rounds, all, form, report);
    Table table = new Table("", "p50 µs", "rounds", "p95 µs", "ours ÷ it");
    Samples.Spread ours = rounds.of(ServiceRival.LARDER_HTTP, RepeatedCall.P50);
    for (ServiceRival rival : all) {
      Samples.Spread p50 = rounds.of(rival, RepeatedCall.P50).times(1e-3);
      table.row(
          rival.label(),
          Table.number(p50.median()),
          Table.range(p50),
          Table.number(rounds.of(rival, RepeatedCall.P95).median() / 1e3),
          Table.number(ours.ratioTo(rounds.of(rival, RepeatedCall.P50)).median()));
    }
    report.table("GET of " + ServiceValue.SIZE + " B of JSON over loopback, one client", table);
    ServiceRival fastest = STACKS.get(0);
    for (ServiceRival stack : STACKS) {
      if (median(rounds, stack) < median(rounds, fastest)) {
        fastest = stack;
      }
    }
    report.goal(
        Goal.atMost(
            WANTED,
            "",
            "client round trip, p50 ÷ " + fastest.label() + ", the fastest stack",
            ours.ratioTo(rounds.of(fastest, RepeatedCall.P50))));
  }

  private static double median(Rounds rounds, ServiceRival rival) {
    return rounds.of(rival, RepeatedCall.P50).median();
  }
}
