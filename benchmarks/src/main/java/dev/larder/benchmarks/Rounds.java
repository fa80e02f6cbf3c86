package dev.larder.benchmarks;

import java.util.EnumMap;
import java.util.Map;

/** What several rounds measured about each contender. */
final class Rounds {

  private final Map<Contender, Samples> samples = new EnumMap<>(Contender.class);

  Samples of(Contender contender) {
    return samples.computeIfAbsent(contender, c -> new Samples());
  }

  Samples.Spread of(Contender contender, String sample) {
    return of(contender).of(sample);
  }

  /** Returns the ratio of the first one to the second one. */
  Samples.Spread ratio(Contender contender, Contender to, String sample) {
    return of(contender, sample).ratioTo(of(to, sample));
  }
}
