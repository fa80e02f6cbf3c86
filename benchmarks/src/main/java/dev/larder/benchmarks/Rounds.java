package dev.larder.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What several rounds measured about each of those who were measured. */
final class Rounds {

  private final Map<Rival, Samples> samples = new HashMap<>();

  Samples of(Rival rival) {
    return samples.computeIfAbsent(rival, r -> new Samples());
  }

  Samples.Spread of(Rival rival, String sample) {
    return of(rival).of(sample);
  }

  /** Gives each of those what was measured of it in turns with the others. */
  void split(Rival inTurns, List<? extends Rival> rivals) {
    for (Rival rival : rivals) {
      of(rival).addAll(of(inTurns).part(rival.name() + "."));
    }
  }

  /** Returns the ratio of the first one to the second one. */
  Samples.Spread ratio(Rival rival, Rival to, String sample) {
    return of(rival, sample).ratioTo(of(to, sample));
  }
}
