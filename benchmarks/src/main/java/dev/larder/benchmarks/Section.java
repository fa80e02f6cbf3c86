package dev.larder.benchmarks;

import java.util.List;

/** One part of the comparison. */
interface Section {

  /** Measures, prints tables, and adds goals to the report. */
  void run(Form form, Report report);

  /** Runs a probe once per round and rival, rival by rival within a round. */
  static Rounds rounds(
      String probe, int rounds, List<? extends Rival> rivals, Form form, Report r) {
    Rounds all = new Rounds();
    for (int round = 1; round <= rounds; round++) {
      for (Rival rival : rivals) {
        r.progress(probe + ", round " + round + " of " + rounds + ": " + rival.label());
        Samples samples = Fork.run(probe, form, rival);
        // A server's work is not that of others, but not of the probe's process either.
        if (rival.isLocal()) {
          r.watch(samples);
        }
        all.of(rival).addAll(samples);
      }
    }
    return all;
  }
}
