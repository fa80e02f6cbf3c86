package dev.larder.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What the user sees: tables on the output, progress on the error stream. */
final class Report {

  private static final String CLEAR_LINE = "\r\033[K";
  private static final double DISTURBING_CORES = 0.25;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final List<Goal> goals = new ArrayList<>();
  private final Samples load = new Samples();
  private final long started = System.nanoTime();

  Report(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** Shows what is being done now; on a terminal in place of what was done before. */
  void progress(String what) {
    long seconds = (System.nanoTime() - started) / 1_000_000_000;
    String line = String.format("%3d:%02d  %s", seconds / 60, seconds % 60, what);
    if (terminal) {
      err.print(CLEAR_LINE + line);
      err.flush();
    } else {
      err.println(line);
    }
  }

  void text(String text) {
    if (terminal) {
      err.print(CLEAR_LINE);
      err.flush();
    }
    out.println(text);
  }

  void table(String title, Table table) {
    text("\n" + title + "\n\n" + table);
  }

  void goal(Goal goal) {
    goals.add(goal);
  }

  /** Takes note of how busy others kept the machine while those samples were taken. */
  void watch(Samples samples) {
    if (samples.has(Worker.FOREIGN)) {
      samples.of(Worker.FOREIGN).taken().forEach(cores -> load.add(Worker.FOREIGN, cores));
    }
  }

  /** Prints the goals and how far the machine was left alone. */
  void end() {
    Table table = new Table("goal", "wanted", "measured", "verdict");
    for (Goal goal : goals) {
      table.row(goal.what(), goal.wanted(), goal.measured(), goal.verdict());
    }
    text("\nGoals (median; in brackets the smallest and the largest of the rounds)\n");
    text(terminal ? coloured(table.toString()) : table.toString());
    if (load.has(Worker.FOREIGN)) {
      disturbance(load.of(Worker.FOREIGN));
    }
  }

  private void disturbance(Samples.Spread cores) {
    String figures =
        "Other work kept "
            + Table.number(cores.median())
            + " cores busy during the measurements (median; at most "
            + Table.number(cores.max())
            + ")";
    if (cores.median() > DISTURBING_CORES) {
      String warning = "WARNING: " + figures + ": measure again on a quiet machine.";
      text(terminal ? "\033[33m" + warning + "\033[0m" : warning);
    } else {
      text(figures + ".");
    }
  }

  private static String coloured(String table) {
    return table
        .replaceAll("(?<= )met(?= )", "\033[32mmet\033[0m")
        .replaceAll("(?<= )missed(?= )", "\033[31mmissed\033[0m");
  }
}
