package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.larder.storage.Blob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecTest {

  private static final JsonCodec<Order> ORDERS = JsonCodec.of(Order.class);

  private static <V> String text(JsonCodec<V> codec, V value) {
    return codec.encode(value).toText();
  }

  @Nested
  class Form {

    @Test
    void record_isCompactAndSorted() {
      assertThat(text(ORDERS, Order.sample()))
          .isEqualTo(
              """
              {"counts":{"a":[],"b":[2]},"id":"o-1","items":[{"number":3,"price":1.25}],\
              "made":"2026-11-21T07:30:00.123456789Z","note":null,"state":"PAID","total":10.00}""");
    }

    @Test
    void record_comesBackEqual() {
      assertThat(ORDERS.decode(ORDERS.encode(Order.sample()))).isEqualTo(Order.sample());
    }

    @Test
    void genericType_comesBackEqual() {
      JsonCodec<Map<Order.State, List<Optional<Order>>>> codec = JsonCodec.of(new JsonType<>() {});
      Map<Order.State, List<Optional<Order>>> value = new EnumMap<>(Order.State.class);
      value.put(Order.State.OPEN, List.of(Optional.of(Order.sample()), Optional.empty()));
      assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
      assertThat(codec)
          .hasToString(
              "JsonCodec[java.util.Map<dev.larder.json.Order$State,"
                  + " java.util.List<java.util.Optional<dev.larder.json.Order>>>]");
    }

    @Test
    void bytes_areBase64() {
      JsonCodec<byte[]> codec = JsonCodec.of(byte[].class);
      byte[] value = {0, -1, 62, 63};
      assertThat(text(codec, value)).isEqualTo("\"AP8+Pw==\"");
      assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"1.0", "1.00", "1E+3", "-0.000", "1E-400", "123456789012345678901234.5"})
    void decimal_keepsEveryDigitAndTheScale(String number) {
      JsonCodec<BigDecimal> codec = JsonCodec.of(BigDecimal.class);
      BigDecimal value = new BigDecimal(number);
      assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.0, 2.0E-3, 1.0E300, Double.MIN_VALUE, Double.MAX_VALUE})
    void doubleValue_comesBackToTheBit(double value) {
      JsonCodec<Double> codec = JsonCodec.of(Double.class);
      assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void doubleValue_looksTheSameOnEveryJdk() {
      // Double.toString gives 9.500000000000001E21 before JDK 19.
      assertThat(text(JsonCodec.of(Double.class), Double.parseDouble("95e20"))).isEqualTo("9.5E21");
    }

    @Test
    void notANumber_comesBack() {
      JsonCodec<List<Double>> codec = JsonCodec.of(new JsonType<>() {});
      List<Double> value = List.of(Double.NaN, Double.NEGATIVE_INFINITY);
      assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void bigInteger_comesBackEqual() {
      JsonCodec<BigInteger> codec = JsonCodec.of(BigInteger.class);
      BigInteger value = BigInteger.TWO.pow(3_000).negate();
      assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
    }

    @Test
    void nullElementAndComponent_comeBack() {
      JsonCodec<List<Nullables>> codec = JsonCodec.of(new JsonType<>() {});
      List<Nullables> value = Collections.singletonList(new Nullables(null, List.of()));
      assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
      List<@Nullable Nullables> withNull = Collections.singletonList(null);
      JsonCodec<List<@Nullable Nullables>> nulls = JsonCodec.of(new JsonType<>() {});
      assertThat(nulls.decode(nulls.encode(withNull))).isEqualTo(withNull);
    }

    @Test
    void leftOutByAnnotation_isWrittenAllTheSame() {
      assertThat(text(JsonCodec.of(Nullables.class), new Nullables(null, List.of())))
          .isEqualTo("{\"list\":[],\"text\":null}");
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Nullables(
        @Nullable String text, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> list) {}

    @Test
    void value_isReadFromOutsideTheHeapToo() {
      byte[] bytes = ORDERS.encode(Order.sample()).toByteArray();
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
      assertThat(ORDERS.decode(Blob.wrap(direct))).isEqualTo(Order.sample());
    }

    @Test
    void encoded_holdsNoUnusedRoom() {
      JsonCodec<String> codec = JsonCodec.of(String.class);
      for (int length : new int[] {0, 10, 7_998, 7_999, 8_000, 100_000}) {
        String value = "x".repeat(length);
        assertThat(codec.encode(value).size()).isEqualTo(length + 2);
        assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
      }
    }
  }

  @Nested
  class RollingDeploy {

    record Old(String name) {}

    record New(String name, @Nullable String email) {}

    private final JsonCodec<Old> before = JsonCodec.of(Old.class);
    private final JsonCodec<New> after = JsonCodec.of(New.class);

    @Test
    void unknownProperty_isIgnored() {
      assertThat(before.decode(after.encode(new New("n", "e")))).isEqualTo(new Old("n"));
    }

    @Test
    void unknownProperty_isIgnoredDeepDown() {
      Blob bytes = Blob.ofText("{\"name\":\"n\",\"more\":[{\"name\":1,\"x\":[[]]}]}");
      assertThat(before.decode(bytes)).isEqualTo(new Old("n"));
    }

    @Test
    void missingComponent_isUndecodable() {
      Blob bytes = before.encode(new Old("n"));
      assertThatThrownBy(() -> after.decode(bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "not JSON of dev.larder.json.JsonCodecTest$RollingDeploy$New:"
                  + " email is missing, at byte 11");
    }

    @Test
    void explicitlyStrictType_isStrict() {
      JsonCodec<Strict> codec = JsonCodec.of(Strict.class);
      assertThat(codec.decode(Blob.ofText("{\"name\":\"n\",\"x\":1}"))).isEqualTo(new Strict("n"));
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Strict(String name) {}
  }

  @Nested
  class Encoding {

    @Test
    void unpairedSurrogate_comesBackAsItWas() {
      JsonCodec<String> codec = JsonCodec.of(String.class);
      Blob bytes = codec.encode("a\ud800");
      assertThat(bytes.toText()).isEqualTo("\"a\\uD800\"");
      assertThat(codec.decode(bytes)).isEqualTo("a\ud800");
    }

    @Test
    void failingAccessor_isTheCause() {
      assertThatThrownBy(() -> JsonCodec.of(Failing.class).encode(new Failing()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "no JSON of dev.larder.json.JsonCodecTest$Encoding$Failing: name cannot be written")
          .hasRootCauseMessage("on purpose");
    }

    static final class Failing {
      private final boolean fails = true;

      public String getName() {
        if (!fails) {
          return "";
        }
        throw new IllegalStateException("on purpose");
      }

      public void setName(String name) {}
    }

    @Test
    void incomparableKeys_areRefused() {
      Map<Key, Integer> map = Map.of(new Key("a"), 1, new Key("b"), 2);
      JsonCodec<Map<Key, Integer>> codec = JsonCodec.of(new JsonType<>() {});
      assertThatThrownBy(() -> codec.encode(map))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("no JSON of java.util.Map<");
    }

    record Key(@JsonValue String text) {}

    @Test
    void nullValue_isRefused() {
      assertThatThrownBy(() -> ORDERS.encode(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void text_isUtf8() {
      String value = "grüße 日本 😀 \u0000\"\\";
      Blob bytes = JsonCodec.of(String.class).encode(value);
      assertThat(new String(bytes.toByteArray(), StandardCharsets.UTF_8))
          .isEqualTo("\"grüße 日本 😀 \\u0000\\\"\\\\\"");
      assertThat(JsonCodec.of(String.class).decode(bytes)).isEqualTo(value);
    }
  }
}
