package dev.larder.benchmarks;

import java.util.List;

/** One part of the comparison. */
interface Section {

  /** Measures, prints tables, and adds goals to the report. */
  void run(Form form, Report report);

  /** Runs a probe once per round and contender, contender by contender within a round. */
  static Rounds rounds(String probe, int rounds, List<Contender> contenders, Form form, Report r) {
    Rounds all = new Rounds();
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        r.progress(probe + ", round " + round + " of " + rounds + ": " + contender.label());
        Samples samples = Fork.run(probe, form, contender);
        // A server's work is not that of others, but not of the probe's process either.
        if (contender.isLocal()) {
          r.watch(samples);
        }
        all.of(contender).addAll(samples);
      }
    }
    return all;
  }
}
