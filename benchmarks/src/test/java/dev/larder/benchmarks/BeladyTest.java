package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BeladyTest {

  // The textbook's reference string for page replacement, where three frames have 9 faults at best.
  // A cache has 8 misses: it need not keep the 4, which is never asked for again.
  private static final int[] TEXTBOOK = {
    7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1
  };

  @Test
  void textbook_hasItsOptimum() {
    assertThat(Belady.hitRatio(TEXTBOOK, 3)).isEqualTo(12 / 20.0);
  }

  @Test
  void roomForAll_missesEachKeyOnce() {
    assertThat(Belady.hitRatio(TEXTBOOK, 6)).isEqualTo(14 / 20.0);
  }

  @ParameterizedTest
  @CsvSource({"10", "50", "200"})
  void anyCapacity_isNeverBelowLru(int capacity) {
    int[] trace = Trace.zipfWithScans(1_000, 100_000, 11);
    double lru = HitRatios.hitRatio(MapSubject.lru(capacity), trace);
    assertThat(Belady.hitRatio(trace, capacity)).isGreaterThan(lru);
  }
}
