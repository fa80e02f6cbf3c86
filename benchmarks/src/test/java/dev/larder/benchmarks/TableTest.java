package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableTest {

  @Test
  void rows_areAligned() {
    Table table = new Table("", "ns/op").row("Caffeine", "99.9").row("ours", "1,234");
    assertThat(table)
        .hasToString(
            """
            |          | ns/op |
            | -------- | -----:|
            | Caffeine |  99.9 |
            | ours     | 1,234 |
            """);
  }

  @Test
  void rowOfOtherLength_isRefused() {
    assertThatThrownBy(() -> new Table("a", "b").row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 1 cells does not fit [a, b]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.034|0.03",
        "-0.48|-0.48",
        "9.996|10.00",
        "12.34|12.3",
        "99.96|100.0",
        "1234|1,234"
      })
  void number_keepsTheDigitsThatMeanSomething(double value, String text) {
    assertThat(Table.number(value)).isEqualTo(text);
  }
}
