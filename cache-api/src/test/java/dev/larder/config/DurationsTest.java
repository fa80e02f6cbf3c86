package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

  private static final ConfigKey<Duration> KEY =
      ConfigKey.duration("STORAGE_X_WAIT", Duration.ofMillis(1));

  @ParameterizedTest
  @CsvSource({
    "250ms, PT0.25S",
    "10s, PT10S",
    "5m, PT5M",
    "1h, PT1H",
    "2d, PT48H",
    "' 3 H ', PT3H",
    "PT5M, PT5M",
    "pt1h30m, PT1H30M",
    "P2DT3H, PT51H",
    "0s, PT0S",
    "106751d, PT2562024H"
  })
  void duration_isReadWithItsUnit(String text, Duration duration) {
    assertThat(Durations.parse(text.strip())).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "s",
        "-1s",
        "+1s",
        "1.5h",
        "1h30m",
        "1w",
        "1us",
        "1M s",
        "5 min",
        "P1Y",
        "P",
        "PT",
        "PT-99999999999999999999S",
        "-P106751991167301D",
        "PT99999999999999999999X",
        "0ms",
        "0s",
        "PT-5M",
        "PT0.0001S"
      })
  void whatIsNoDurationOrOutOfRange_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> KEY.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "106752d",
        "9223372036854775808ms",
        "9223372036854775807s",
        "106751991168d",
        "P106752D",
        "P106751991167301D",
        "PT99999999999999999999S"
      })
  void tooLong_countsAsTheLongestAndNeverWraps(String text) {
    assertThat(KEY.parse(text)).isEqualTo(Duration.ofDays(106_751));
  }

  @Test
  void defaultBeyondTheLongest_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KEY.withDefault(Duration.ofDays(106_752)))
        .withMessage("default (PT2562048H) must be at most 106751d, or its nanoseconds overflow");
  }

  @Property
  void printedDuration_isReadBack(@ForAll @LongRange(min = 0) long nanos) {
    Duration duration = Duration.ofNanos(nanos);

    assertThat(Durations.parse(Durations.print(duration))).isEqualTo(duration);
  }

  @Property
  void printedWholeMillis_areReadBackAndShort(@ForAll @LongRange(min = 0) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertThat(Durations.print(duration)).matches("[0-9]+(ms|s|m|h|d)");
    assertThat(Durations.parse(Durations.print(duration))).isEqualTo(duration);
  }

  @Property
  void acceptedDuration_hasNanosAndMillis(
      @ForAll @LongRange(min = 0) long number, @ForAll Unit unit) {
    String text = number + unit.name();
    try {
      Duration accepted = KEY.parse(text);
      assertThat(accepted.toNanos()).isPositive();
      long most = Durations.MAX.toMillis() / unit.millis;
      assertThat(accepted.toMillis()).isEqualTo(Math.min(number, most) * unit.millis);
    } catch (IllegalArgumentException refused) {
      assertThat(number).isZero();
    }
  }

  @Test
  void duration_isPrintedInTheLongestUnitThatHoldsIt() {
    assertThat(Durations.print(Duration.ZERO)).isEqualTo("0s");
    assertThat(Durations.print(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(Durations.print(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(Durations.print(Duration.ofDays(2))).isEqualTo("2d");
    assertThat(Durations.print(Duration.ofNanos(5))).isEqualTo("PT0.000000005S");
  }

  enum Unit {
    ms(1),
    s(1_000),
    m(60_000),
    h(3_600_000),
    d(86_400_000);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }
}
