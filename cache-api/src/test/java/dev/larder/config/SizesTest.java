package dev.larder.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1000, 1000",
    "1B, 1",
    "1KiB, 1024",
    "64MiB, 67108864",
    "10gib, 10737418240",
    "' 2 TIB ', 2199023255552",
    "1KB, 1000",
    "3mb, 3000000",
    "2GB, 2000000000",
    "1TB, 1000000000000",
    "9223372036854775807, 9223372036854775807",
    "8388607TiB, 9223370937343148032"
  })
  void size_isReadWithItsUnit(String text, long bytes) {
    assertThat(Sizes.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "MiB", "-1", "+1", "1.5GiB", "1 0", "1  KiB", "1k", "1K", "1G", "1PiB", "1bytes",
        "1_000", "1,000", "0x10", "1e3", "١"
      })
  void whatIsNoSize_isRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Sizes.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775808",
        "8388608TiB",
        "9007199254740992KiB",
        "99999999999999999999B"
      })
  void tooLarge_isAnOverflowAndNeverWraps(String text) {
    assertThatThrownBy(() -> Sizes.parse(text)).isInstanceOf(ArithmeticException.class);
  }

  @Property
  void printedSize_isReadBack(@ForAll @LongRange(min = 0) long bytes) {
    assertThat(Sizes.parse(Sizes.print(bytes))).isEqualTo(bytes);
  }

  @Property
  void sizeWithUnit_isExactOrAnOverflow(
      @ForAll @LongRange(min = 0) long number, @ForAll Unit unit) {
    BigInteger exact = BigInteger.valueOf(number).multiply(BigInteger.valueOf(unit.bytes));
    String text = number + unit.name();

    if (exact.bitLength() < Long.SIZE) {
      assertThat(Sizes.parse(text)).isEqualTo(exact.longValueExact());
    } else {
      assertThatThrownBy(() -> Sizes.parse(text)).isInstanceOf(ArithmeticException.class);
    }
  }

  @Test
  void size_isPrintedInTheLargestUnitThatHoldsIt() {
    assertThat(Sizes.print(0)).isEqualTo("0B");
    assertThat(Sizes.print(1000)).isEqualTo("1000B");
    assertThat(Sizes.print(1536)).isEqualTo("1536B");
    assertThat(Sizes.print(2048)).isEqualTo("2KiB");
    assertThat(Sizes.print(10L << 30)).isEqualTo("10GiB");
  }

  enum Unit {
    B(1),
    KiB(1 << 10),
    MiB(1 << 20),
    GiB(1 << 30),
    TiB(1L << 40),
    KB(1_000),
    MB(1_000_000),
    GB(1_000_000_000),
    TB(1_000_000_000_000L);

    private final long bytes;

    Unit(long bytes) {
      this.bytes = bytes;
    }
  }
}
