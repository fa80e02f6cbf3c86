package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SamplesTest {

  @Test
  void printedSamples_areReadBack() {
    Samples samples = new Samples();
    samples.add("get/100", 1.5);
    samples.add("get/100", 2.5);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    samples.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    Samples read = new Samples();
    bytes.toString(StandardCharsets.UTF_8).lines().forEach(read::addLine);
    assertThat(read.of("get/100").taken()).containsExactly(1.5, 2.5);
  }

  @Test
  void nothingMeasured_isAnErrorThatNamesIt() {
    assertThatThrownBy(() -> new Samples().of("get/100"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing was measured under get/100");
  }

  @Test
  void spread_hasMedianAndBothEnds() {
    assertThat(Samples.Spread.of(9, 1, 2).median()).isEqualTo(2);
    Samples.Spread even = Samples.Spread.of(4, 1, 2, 9);
    assertThat(even.median()).isEqualTo(3);
    assertThat(even.min()).isEqualTo(1);
    assertThat(even.max()).isEqualTo(9);
  }

  @Test
  void ratio_isOfMediansWithTheRangeOfRounds() {
    Samples.Spread ratio = Samples.Spread.of(10, 20, 60).ratioTo(Samples.Spread.of(10, 10, 20));
    assertThat(ratio.median()).isEqualTo(2);
    assertThat(ratio.min()).isEqualTo(1);
    assertThat(ratio.max()).isEqualTo(3);
  }

  @Test
  void measuredInTurns_isGivenToEachOfThem() {
    Rounds rounds = new Rounds();
    rounds.of(ServiceRival.REAL).add("BARE_TO_REAL.rate", 3);
    rounds.of(ServiceRival.REAL).add("STORAGE_TO_REAL.rate", 2);
    rounds.split(
        ServiceRival.REAL, List.of(ServiceRival.STORAGE_TO_REAL, ServiceRival.BARE_TO_REAL));
    assertThat(
            rounds.ratio(ServiceRival.STORAGE_TO_REAL, ServiceRival.BARE_TO_REAL, "rate").taken())
        .containsExactly(2 / 3.0);
  }

  @Test
  void otherUnit_scalesEachMeasurement() {
    assertThat(Samples.Spread.of(1_000, 3_000).times(1e-3).taken()).containsExactly(1.0, 3.0);
  }
}
