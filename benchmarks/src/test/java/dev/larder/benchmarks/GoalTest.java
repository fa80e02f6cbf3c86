package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GoalTest {

  @Test
  void figureAtTheBound_isMet() {
    assertThat(Goal.atMost(2, "x", "p99", Samples.Spread.of(2)))
        .isEqualTo(new Goal("p99", "<= 2.00x", "2.00x", true));
    assertThat(Goal.atLeast(200, "x", "ratio", Samples.Spread.of(200)).verdict()).isEqualTo("met");
  }

  @Test
  void figureBeyondTheBound_isMissedHoweverItRounds() {
    assertThat(Goal.atMost(2, "x", "p99", Samples.Spread.of(2.001)))
        .isEqualTo(new Goal("p99", "<= 2.00x", "2.00x", false));
    assertThat(Goal.atLeast(200, "x", "ratio", Samples.Spread.of(199.9)).verdict())
        .isEqualTo("missed");
  }

  @Test
  void figureWithoutBound_hasNoVerdict() {
    Goal figure = Goal.none("x", "ratio", Samples.Spread.of(3));
    assertThat(figure).isEqualTo(new Goal("ratio", "", "3.00x", true));
    assertThat(figure.verdict()).isEmpty();
  }

  @Test
  void severalRounds_showTheirRange() {
    assertThat(Goal.atMost(2, " µs", "p95", Samples.Spread.of(1, 1.5, 3)).measured())
        .isEqualTo("1.50 µs (1.00–3.00)");
  }
}
