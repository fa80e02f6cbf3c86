package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  private static Object parse(String json) {
    return CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyForm_isPythons() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("b", List.of(1, List.of(), Map.of("\u00e9", "\"\\\n\r\t\b\f\u0001\u007f/")));
    value.put("a", null);
    assertThat(JsonForm.CANONICAL.text(value))
        .isEqualTo(
            "{\"a\": null, \"b\": [1, [], {\"\\u00e9\":"
                + " \"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u007f/\"}]}");
    assertThat(JsonForm.SPACED.text(value))
        .isEqualTo(
            "{\"b\": [1, [], {\"\\u00e9\": \"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u007f/\"}],"
                + " \"a\": null}");
    assertThat(JsonForm.COMPACT.text(value))
        .isEqualTo(
            "{\"b\":[1,[],{\"\u00e9\":\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\u007f/\"}],\"a\":null}");
    assertThat(JsonForm.INDENT_2.text(Map.of("k", List.of(true, Map.of()))))
        .isEqualTo("{\n  \"k\": [\n    true,\n    {}\n  ]\n}");
    assertThat(JsonForm.INDENT_4.text(Map.of("k", "v"))).isEqualTo("{\n    \"k\": \"v\"\n}");
    assertThat(JsonForm.COMPACT.bytes(List.of("\u00e9"))).hasSize(6);
  }

  @Test
  void numbers_keepTheirKind() {
    assertThat(parse("[1, 12345678901, 12345678901234567890123, -0, 1.0, -0.0, 1e400, NaN]"))
        .isEqualTo(
            List.of(
                1,
                12_345_678_901L,
                new BigInteger("12345678901234567890123"),
                0,
                1.0,
                -0.0,
                Double.POSITIVE_INFINITY,
                Double.NaN));
    assertThat(CanonicalJson.text(parse("[-0, -Infinity, 1E400]")))
        .isEqualTo("[0, -Infinity, Infinity]");
  }

  @Test
  void lastOfTwoMembers_countsAtThePlaceOfTheFirst() {
    assertThat(JsonForm.COMPACT.text(parse("{\"a\":1,\"b\":2,\"a\":3}")))
        .isEqualTo("{\"a\":3,\"b\":2}");
  }

  @Test
  void otherEncodings_areRead() {
    assertThat(CanonicalJson.parse("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE)))
        .isEqualTo(Map.of("a", 1));
    assertThat(parse("\ufeff[]")).isEqualTo(List.of());
  }

  @Test
  void unpairedSurrogates_areKeptAsEscapes() {
    assertThat(CanonicalJson.text(parse("[\"\\ud800\"]"))).isEqualTo("[\"\\ud800\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | not JSON: nothing but white space",
        "` ` | not JSON: nothing but white space",
        "[1] 2 | not JSON: there is more after the value",
        "[-INF] | not JSON: -INF is no number",
        "[+Infinity] | not JSON: +Infinity is no number",
      })
  void whatIsNotJson_isRefused(String json, String message) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,]",
        "{\"a\" 1}",
        "{'a':1}",
        "[01]",
        "[tru]",
        "[+1]",
        "[INF]",
        "[",
        "{",
        "\"",
        "[\"secret",
        "nul",
        "\"\u0001\"",
        "\"\\x\""
      })
  void brokenJson_isRefusedWithItsPlaceAlone(String json) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("not JSON at byte \\d+");
  }

  @Test
  void depth_isBounded() {
    assertThat(parse("[".repeat(1000) + "]".repeat(1000))).isInstanceOf(List.class);
    assertThatThrownBy(() -> parse("[".repeat(1001) + "]".repeat(1001)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not JSON that can be read: nested too deep, or a number of too many digits");
    assertThatThrownBy(() -> parse("1".repeat(4_301)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not JSON that can be read: nested too deep, or a number of too many digits");
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertThatThrownBy(() -> CanonicalJson.text(endless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the value is more than 1000 deep");
  }

  @Test
  void whatIsNoTree_isRefused() {
    assertThatThrownBy(() -> CanonicalJson.text(List.of(BigDecimal.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("java.math.BigDecimal has no form in JSON");
    assertThatThrownBy(() -> CanonicalJson.text(Map.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the keys of a JSON object are texts, but one is 1");
  }

  @Provide
  Arbitrary<Object> tree() {
    // A bound on the depth: what may go on for ever sometimes fills the heap.
    return tree(3);
  }

  private static Arbitrary<Object> tree(int depth) {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().map(Object.class::cast),
            Arbitraries.integers().map(Object.class::cast),
            Arbitraries.bigIntegers().map(CanonicalJsonTest::smallest),
            Arbitraries.doubles().map(Object.class::cast),
            Arbitraries.of(true, false));
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Object> part = tree(depth - 1);
    return Arbitraries.oneOf(
        leaf,
        part.list().ofMaxSize(3).map(Object.class::cast),
        Arbitraries.maps(Arbitraries.strings(), part).ofMaxSize(3).map(Object.class::cast));
  }

  private static Object smallest(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return number.intValue();
    }
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  @Property(tries = 1000)
  void everyTree_comesBackFromEveryForm(@ForAll("tree") Object tree) {
    for (JsonForm form : JsonForm.values()) {
      if (form != JsonForm.COMPACT) {
        assertThat(CanonicalJson.parse(form.bytes(tree))).isEqualTo(tree);
      }
    }
  }

  @Property
  void keys_areInTheOrderOfTheirUtf8(@ForAll String left, @ForAll String right) {
    if (isWellFormed(left) && isWellFormed(right)) {
      int expected =
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(CodePointOrder.INSTANCE.compare(left, right)))
          .isEqualTo(Integer.signum(expected));
    }
  }

  private static boolean isWellFormed(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @ParameterizedTest
  @CsvSource({
    "\ud83d\ude00a, \ud83d\ude00b, -1",
    "\ue000, \ud800\udc00, -1",
    "\ud800, \ud800\udc00, -1",
    "a, ab, -1",
    "ab, ab, 0",
    "\ud800\udc00, \ud800\udc01, -1",
    "\ud800\ue000, \ud800\udc00, -1",
  })
  void order_isThatOfCodePoints(String left, String right, int order) {
    assertThat(Integer.signum(CodePointOrder.INSTANCE.compare(left, right))).isEqualTo(order);
    assertThat(Integer.signum(CodePointOrder.INSTANCE.compare(right, left))).isEqualTo(-order);
  }
}
