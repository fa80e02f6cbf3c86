package dev.larder.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A round trip over HTTP through our client and through the stacks that it could stand on. Each is
 * measured twice: on one core, and where the system puts its threads.
 */
final class ServiceHttp implements Section {

  private static final double WANTED = 1.2;
  private static final ServiceRival OURS = ServiceRival.LARDER_HTTP;
  private static final List<ServiceRival> STACKS =
      List.of(ServiceRival.JDK_CLIENT, ServiceRival.URL_CONNECTION, ServiceRival.APACHE);
  private static final List<ServiceRival> ALL =
      List.of(
          OURS,
          ServiceRival.JDK_CLIENT,
          ServiceRival.URL_CONNECTION,
          ServiceRival.APACHE,
          ServiceRival.BARE_SOCKET);

  @Override
  public void run(Form form, Report report) {
    Optional<List<OneCore>> pinned = OneCore.of(ALL);
    List<Rival> rivals = new ArrayList<>(pinned.orElse(List.of()));
    rivals.addAll(ALL);
    Rounds rounds = Section.rounds("service-http", form.rounds, rivals, form, report);
    Placed placed = new Placed(rounds, ALL);
    if (pinned.isPresent()) {
      Placed oneCore = new Placed(rounds, pinned.get());
      oneCore.table("both ends on one core", report);
      report.goal(Goal.atMost(WANTED, "", oneCore.what("round trip on one core"), oneCore.ratio()));
      report.goal(Goal.none("", placed.what("round trip as placed"), placed.ratio()));
    } else {
      report.goal(Goal.atMost(WANTED, "", placed.what("round trip"), placed.ratio()));
    }
    placed.table("where the system puts the threads", report);
  }

  /** The stacks in one place. */
  private record Placed(Rounds rounds, List<? extends Rival> rivals) {

    private Rival at(ServiceRival rival) {
      return rivals.get(ALL.indexOf(rival));
    }

    private Samples.Spread p50(ServiceRival rival) {
      return rounds.of(at(rival), RepeatedCall.P50);
    }

    private ServiceRival fastest() {
      ServiceRival fastest = STACKS.get(0);
      for (ServiceRival stack : STACKS) {
        if (p50(stack).median() < p50(fastest).median()) {
          fastest = stack;
        }
      }
      return fastest;
    }

    Samples.Spread ratio() {
      return p50(OURS).ratioTo(p50(fastest()));
    }

    String what(String subject) {
      return subject + ", p50 ÷ " + fastest().label() + ", the fastest";
    }

    void table(String where, Report report) {
      Table table = new Table("", "p50 µs", "rounds", "p95 µs", "ours ÷ it");
      for (ServiceRival rival : ALL) {
        Samples.Spread micros = p50(rival).times(1e-3);
        table.row(
            rival.label(),
            Table.number(micros.median()),
            Table.range(micros),
            Table.number(rounds.of(at(rival), RepeatedCall.P95).median() / 1e3),
            Table.number(p50(OURS).ratioTo(p50(rival)).median()));
      }
      report.table(
          "GET of " + ServiceValue.SIZE + " B of JSON over loopback, one client, " + where, table);
    }
  }
}
