package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ContenderTest {

  // Caffeine evicts on another thread, and holds more than its bound until that gets its turn.
  private static final Set<Contender> EVICTS_LATER =
      EnumSet.of(Contender.CAFFEINE, Contender.CAFFEINE_CACHE_KEY, Contender.CAFFEINE_AFTER_WRITE);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REDIS")
  void contender_keepsAndFindsWhatItIsGiven(Contender contender) {
    try (Subject<?, ?> subject = contender.open(100)) {
      roundTrip(subject);
    }
  }

  private static <K, V> void roundTrip(Subject<K, V> subject) {
    assertThat(subject.read(subject.key("a"))).isEqualTo(Subject.MISS);
    subject.put(subject.key("a"), subject.value(new byte[] {(byte) 200, 1}));
    assertThat(subject.key("a")).isNotSameAs(subject.key("a"));
    assertThat(subject.read(subject.key("a"))).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REDIS")
  void everyAccess_isRight(Contender contender) {
    try (Deck<?, ?> deck = new Deck<>(contender.open(2_000), 1_000, 10)) {
      for (Workload workload : Workload.of(100, contender.evicts())) {
        deck.batch(workload.access(), 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REDIS")
  void tinyCache_hitsLessThanTheOptimum(Contender contender) {
    int[] trace = Trace.zipf(1_000, 50_000, 13);
    double hits = HitRatios.hitRatio(contender.open(100), trace);
    boolean bounded = contender.evicts() && !EVICTS_LATER.contains(contender);
    double bound = bounded ? Belady.hitRatio(trace, 100) : 1;
    assertThat(hits).isBetween(0.3, bound);
  }
}
