package dev.larder.json.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonJsonNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0.0, 0.0",
    "-0.0, -0.0",
    "1.0, 1.0",
    "-1.5, -1.5",
    "100.0, 100.0",
    "123456.789, 123456.789",
    "0.1, 0.1",
    "0.001, 0.001",
    "0.0001, 0.0001",
    "-0.00012345, -0.00012345",
    "0.00001, 1e-05",
    "0.000012345, 1.2345e-05",
    "9007199254740993.0, 9007199254740992.0",
    "999999999999999.0, 999999999999999.0",
    "1000000000000000.0, 1000000000000000.0",
    "9999999999999998.0, 9999999999999998.0",
    "1e16, 1e+16",
    "1.5e16, 1.5e+16",
    "1e100, 1e+100",
    // The JDK's own form of these is longer than it need be, or another of the same length.
    "2e-3, 0.002",
    "1e23, 1e+23",
    "2e23, 2e+23",
    "8.41e21, 8.41e+21",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "5e-324, 5e-324",
    "1e-323, 1e-323",
    "5.684341886080802e-14, 5.684341886080802e-14",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "1125899906842624.25, 1125899906842624.2",
    "1125899906842624.75, 1125899906842624.8",
    "9.5367431640625e-07, 9.5367431640625e-07",
    "NaN, NaN",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
  })
  void doubles_lookAsInPython(double value, String text) {
    assertThat(PythonJson.number(value)).isEqualTo(text);
  }

  @Provide
  Arbitrary<Double> anyDouble() {
    Arbitrary<Double> bits = Arbitraries.longs().map(Double::longBitsToDouble);
    Arbitrary<Double> powers =
        Arbitraries.integers().between(-1074, 1023).map(power -> Math.scalb(1.0, power));
    return Arbitraries.oneOf(bits, powers, Arbitraries.doubles()).filter(Double::isFinite);
  }

  @Property
  void everyDouble_readsBack(@ForAll("anyDouble") double value) {
    String text = PythonJson.number(value);
    assertThat(Double.doubleToRawLongBits(Double.parseDouble(text)))
        .isEqualTo(Double.doubleToRawLongBits(value));
    assertThat(text)
        .matches("-?(0|[1-9][0-9]{0,15})\\.[0-9]+|-?[1-9](\\.[0-9]*[1-9])?e[+-][0-9]{2,3}");
  }

  @Property
  void noShorterText_readsBack(@ForAll("anyDouble") double value) {
    BigDecimal text = new BigDecimal(PythonJson.number(value)).stripTrailingZeros();
    int digits = text.precision();
    if (digits > 1) {
      BigDecimal exact = new BigDecimal(value);
      BigDecimal down =
          exact.round(new java.math.MathContext(digits - 1, java.math.RoundingMode.DOWN));
      BigDecimal up = exact.round(new java.math.MathContext(digits - 1, java.math.RoundingMode.UP));
      assertThat(down.doubleValue()).isNotEqualTo(value);
      assertThat(up.doubleValue()).isNotEqualTo(value);
    }
  }
}
