package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TraceTest {

  @Test
  void sameSeed_givesTheSameTrace() {
    assertThat(Trace.zipf(1_000, 10_000, 7)).isEqualTo(Trace.zipf(1_000, 10_000, 7));
    assertThat(Trace.zipf(1_000, 10_000, 7)).isNotEqualTo(Trace.zipf(1_000, 10_000, 8));
  }

  @Test
  void knownSeed_givesTheKnownTrace() {
    assertThat(Trace.zipf(100, 8, 1)).containsExactly(85, 6, 12, 49, 87, 24, 89, 57);
  }

  @Test
  void zipf_sharesAccessesAsTheLawSays() {
    int[] counts = new int[1_000];
    for (int key : Trace.zipf(1_000, 200_000, 3)) {
      counts[key]++;
    }
    Arrays.sort(counts);
    double harmonic = 0;
    for (int rank = 1; rank <= 1_000; rank++) {
      harmonic += Math.pow(rank, -0.99);
    }
    assertThat(counts[999] / 200_000.0).isBetween(0.95 / harmonic, 1.05 / harmonic);
  }

  @Test
  void scans_areAQuarterAndComeOnce() {
    int[] trace = Trace.zipfWithScans(100, 160_000, 5);
    Set<Integer> scanned = new HashSet<>();
    for (int key : trace) {
      if (key >= 100) {
        assertThat(scanned.add(key)).isTrue();
      }
    }
    assertThat(scanned).hasSize(40_000);
  }

  @Test
  void names_have23CharactersAndDiffer() {
    assertThat(Trace.name(0)).isEqualTo("dataset/2026/key-000000").hasSize(23);
    assertThat(Trace.name(1_600_000)).isEqualTo("dataset/2026/key-186a00");
  }
}
