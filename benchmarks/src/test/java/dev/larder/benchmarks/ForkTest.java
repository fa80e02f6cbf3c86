package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ForkTest {

  // A node of 32 bytes, and a table of 2^19 references of 4 bytes for 200,000 entries.
  @Test
  void heapOfTheMap_isWhatItsClassesSay() {
    Samples samples = Fork.run("heap", Form.TRIAL, Contender.CONCURRENT_MAP);
    assertThat(samples.of("heap").median()).isBetween(42.0, 43.5);
    assertThat(samples.of(Worker.FOREIGN).median()).isNotNegative();
  }

  @Test
  void failingProbe_isAnError() {
    assertThatThrownBy(() -> Fork.run("nonsense", Form.TRIAL, Contender.CAFFEINE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "nonsense TRIAL CAFFEINE failed with exit status 1: Exception in thread \"main\""
                + " java.lang.IllegalArgumentException: unknown probe in [nonsense, TRIAL, CAFFEINE]");
  }

  @Test
  void rivalThatNeedsFlags_getsThem() {
    Samples samples = Fork.run("disk-put-none", Form.TRIAL, DiskContender.LMDB);
    assertThat(samples.of(DiskPutProbe.RATE).median()).isPositive();
  }
}
