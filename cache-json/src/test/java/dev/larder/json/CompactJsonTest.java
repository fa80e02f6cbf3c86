package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.json.print.PythonJson;
import dev.larder.storage.Blob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The compact form, to the byte as Python's {@code json.dumps} with {@code ensure_ascii=False}. */
class CompactJsonTest {

  record Item(String name, BigDecimal price, Instant at) {}

  private static String of(Object value) {
    return CompactJson.of(value, JsonLimits.DEFAULT).toText();
  }

  private static String member(Object value) {
    String object = of(Collections.singletonMap("m", value));
    return object.substring("{\"m\":".length(), object.length() - 1);
  }

  @Test
  void emptyObject_isTwoBytes() {
    assertThat(of(Map.of())).isEqualTo("{}");
  }

  @Test
  void plainValues_areAsInPython() {
    assertThat(member(null)).isEqualTo("null");
    assertThat(member(true)).isEqualTo("true");
    assertThat(member(-5)).isEqualTo("-5");
    assertThat(member((byte) 7)).isEqualTo("7");
    assertThat(member(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    assertThat(member(BigInteger.TEN.pow(20))).isEqualTo("100000000000000000000");
    assertThat(member(List.of())).isEqualTo("[]");
    assertThat(member(Arrays.asList(1, null))).isEqualTo("[1,null]");
    assertThat(member(new Object[] {"a", 1})).isEqualTo("[\"a\",1]");
    assertThat(member(Optional.of(1.5f))).isEqualTo("1.5");
    assertThat(member(Optional.empty())).isEqualTo("null");
  }

  @Test
  void fractions_areAsInPython() {
    assertThat(member(1.0)).isEqualTo("1.0");
    assertThat(member(0.1f)).isEqualTo("0.1");
    assertThat(member(-0.0)).isEqualTo("-0.0");
    assertThat(member(1e15)).isEqualTo("1000000000000000.0");
    assertThat(member(1e16)).isEqualTo("1e+16");
    assertThat(member(1.2345678901234568e17)).isEqualTo("1.2345678901234568e+17");
    assertThat(member(0.0001)).isEqualTo("0.0001");
    assertThat(member(-0.00001)).isEqualTo("-1e-05");
    assertThat(member(2e-3)).isEqualTo("0.002");
    assertThat(member(Double.parseDouble("1e23"))).isEqualTo("1e+23");
    assertThat(member(9.5e-7)).isEqualTo("9.5e-07");
    assertThat(member(Double.MIN_VALUE)).isEqualTo("5e-324");
    assertThat(member(2 * Double.MIN_VALUE)).isEqualTo("1e-323");
    assertThat(member(Double.MAX_VALUE)).isEqualTo("1.7976931348623157e+308");
    assertThat(member(2e-308)).isEqualTo("2e-308");
  }

  @Property
  void everyDouble_comesBackToTheBit(@ForAll double value) {
    assertThat(Double.parseDouble(PythonJson.number(value))).isEqualTo(value);
  }

  @Test
  void decimals_keepTheirValue() {
    assertThat(member(new BigDecimal("12.90"))).isEqualTo("12.9");
    assertThat(member(new BigDecimal("100"))).isEqualTo("100");
    assertThat(member(new BigDecimal("1E+2"))).isEqualTo("100.0");
    assertThat(member(new BigDecimal("0.12345678901234567890")))
        .isEqualTo("0.12345678901234567890");
    assertThat(member(new BigDecimal("1E+400"))).isEqualTo("1E+400");
  }

  @Test
  void texts_haveTheEscapesOfPythonOnly() {
    assertThat(member("a\"b\\c/\n\r\t\b\f\u0000\u001f\u007f\u2028é😀"))
        .isEqualTo("\"a\\\"b\\\\c/\\n\\r\\t\\b\\f\\u0000\\u001f\u007f\u2028é😀\"");
  }

  @Test
  void equalMaps_giveEqualBytes() {
    Map<String, Integer> there = new LinkedHashMap<>();
    there.put("b", 1);
    there.put("a", 2);
    Map<String, Integer> back = new LinkedHashMap<>();
    back.put("a", 2);
    back.put("b", 1);

    assertThat(of(there)).isEqualTo(of(back)).isEqualTo("{\"a\":2,\"b\":1}");
    assertThat(member(Set.of(3, 1, 2))).isEqualTo("[1,2,3]");
  }

  @Test
  void sortedMap_keepsItsOrder() {
    Map<String, Integer> down = new TreeMap<>(Collections.reverseOrder());
    down.putAll(Map.of("a", 1, "b", 2));

    assertThat(of(down)).isEqualTo("{\"b\":2,\"a\":1}");
  }

  @Test
  void recordsInsideOfMaps_areWrittenByTheirCodec() {
    Item item = new Item("é", new BigDecimal("1E+2"), Instant.parse("2026-11-21T07:30:00Z"));

    assertThat(of(Map.of("items", List.of(item))))
        .isEqualTo(
            "{\"items\":[{\"at\":\"2026-11-21T07:30:00Z\",\"name\":\"é\",\"price\":100.0}]}");
    assertThat(member(Order.State.PAID)).isEqualTo("\"PAID\"");
    assertThat(member(new byte[] {1, 2})).isEqualTo("\"AQI=\"");
    assertThat(member(new double[] {1e16})).isEqualTo("[1e+16]");
  }

  @Test
  void whatHasNoForm_isRefusedWithTheReason() {
    refused(
        List.of(),
        "a java.util.ImmutableCollections$ListN is no JSON object; save a map or a" + " record");
    refused(Map.of(1, 2), "the keys of an object are texts, but one is a java.lang.Integer");
    Map<String, Integer> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    refused(nullKey, "the keys of an object are texts, but one is a null");
    refused(Map.of("a", Double.NaN), "JSON has no NaN; leave it out or save it as text");
    refused(Map.of("a", "\ud800"), "a text has an unpaired surrogate");
    refused(
        Map.of("a", new AtomicInteger()),
        "a java.util.concurrent.atomic.AtomicInteger has no form in JSON; save its value as"
            + " another type");
  }

  @Test
  void mapThatContainsItself_isRefused() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);

    refused(
        Map.of("a", itself),
        "it is nested more than 200 levels deep; raise the limit with withMaxDepth, up to 500");
  }

  @Test
  void limits_hold() {
    JsonLimits small = new JsonLimits(20, 200, 10, 5);
    Map<String, Object> longText = Map.of("a", "x".repeat(11));
    assertThatThrownBy(() -> CompactJson.of(longText, small))
        .hasMessage(
            "no JSON object: a text has more than 10 characters; raise the limit with"
                + " withMaxTextLength");
    assertThatThrownBy(() -> CompactJson.of(Map.of("a", 123456), small))
        .hasMessage(
            "no JSON object: a number has more than 5 characters; raise the limit with"
                + " withMaxNumberLength");
    assertThatThrownBy(() -> CompactJson.of(Map.of("a", "x".repeat(10), "b", 1), small))
        .hasMessage("no JSON object: it has more than 20 bytes; raise the limit with withMaxSize");
  }

  private static void refused(Object value, String reason) {
    assertThatThrownBy(() -> of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no JSON object: " + reason);
  }

  // Reading.

  private static Map<String, Object> read(String json) {
    return JsonTree.object(Blob.ofText(json));
  }

  @Test
  void everyKindOfValue_isRead() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("z", 1);
    members.put("l", 1L << 40);
    members.put("b", BigInteger.TEN.pow(20));
    members.put("f", 1.0);
    members.put("t", true);
    members.put("n", null);
    members.put("o", Map.of("x", List.of("y", false)));
    assertThat(
            read(
                " {\"z\":1, \"l\":1099511627776,\"b\":100000000000000000000,\"f\":1.0,\"t\":true,"
                    + "\"n\":null,\"o\":{\"x\":[\"y\",false]}} "))
        .isEqualTo(members)
        .extracting(Map::keySet)
        .asString()
        .isEqualTo("[z, l, b, f, t, n, o]");
  }

  @Test
  void whatIsNoObject_isRefusedWithTheReason() {
    unread("", "it is empty");
    unread("[1]", "it is something else");
    unread("{} {}", "more follows after the value");
    unread("{\"a\":1", "it ends too early");
    unread("{\"a\":1,\"a\":2}", "an object has a name twice, at byte 10");
    unread("{\"a\":1e400}", "a number is beyond the range of a double");
    unread("{\"a\":NaN}", "it is malformed, at byte 8");
    assertThatThrownBy(() -> JsonTree.object(Blob.wrap(new byte[] {'{', (byte) 0xff, '}'})))
        .hasMessage("not JSON of an object: it is not UTF-8");
  }

  private static void unread(String json, String reason) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not JSON of an object: " + reason);
  }
}
