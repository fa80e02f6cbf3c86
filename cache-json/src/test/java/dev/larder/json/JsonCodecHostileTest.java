package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCodecHostileTest {

  record Entry(int count, String secret) {}

  private static final JsonCodec<Entry> ENTRIES = JsonCodec.of(Entry.class);
  private static final JsonCodec<String> TEXTS = JsonCodec.of(String.class);

  private static void assertUndecodable(JsonCodec<?> codec, Blob bytes, String what) {
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not JSON of ")
        .hasMessageEndingWith(": " + what)
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                              | it is empty",
        "`  `                            | it is empty",
        "null                            | it is null",
        "{'count':1,'secret':'s'} 1      | more follows after the value",
        "{'count':1,'secret':'s'} x      | it is malformed, at byte 25",
        "{'count':1,'secret':'s'         | it ends too early",
        "{'count':1,'secret':'s          | it ends too early",
        "{'count':1,'count':2}           | an object has a name twice, at byte 18",
        "{'x':{'y':1,'y':2}}             | an object has a name twice, at byte 15",
        "{'count':NaN,'secret':'s'}      | it is malformed, at byte 12",
        "{'count':01,'secret':'s'}       | it is malformed, at byte 10",
        "{'count':1,'secret':'s',}       | it is malformed, at byte 24",
        "{'count':1,/**/'secret':'s'}    | it is malformed, at byte 11",
        "{count:1}                       | it is malformed, at byte 1",
        "[]                              | the value does not fit its type, at byte 0",
        "{'count':'1','secret':'s'}      | count does not fit its type, at byte 9",
        "{'count':1.5,'secret':'s'}      | count does not fit its type, at byte 9",
        "{'count':null,'secret':'s'}     | count does not fit its type, at byte 9",
        "{'count':99999999999,'secret':1}| count does not fit its type, at byte 20",
        "{'count':1,'secret':1}          | secret does not fit its type, at byte 20"
      })
  void brokenDocument_isUndecodable(String document, String what) {
    assertUndecodable(ENTRIES, Blob.ofText(document.replace('\'', '"')), what);
  }

  @Test
  void everyTruncation_isUndecodable() {
    byte[] bytes = ENTRIES.encode(new Entry(12, "täxt😀\n")).toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      Blob truncated = Blob.wrap(bytes, 0, length);
      assertThatThrownBy(() -> ENTRIES.decode(truncated))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not JSON of ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "C080",
        "EDA080",
        "F4908080",
        "FF",
        "E282",
        "22C3" /* cut off by the end */,
        "3131313131313131313131313131FF"
      })
  void bytesThatAreNotUtf8_areUndecodable(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex("22" + hex);
    assertUndecodable(TEXTS, Blob.wrap(bytes), "it is not UTF-8");
  }

  @Test
  void otherEncodings_areUndecodable() {
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Blob bytes = Blob.wrap("\"text\"".getBytes(charset));
      assertThatThrownBy(() -> TEXTS.decode(bytes)).isInstanceOf(IllegalArgumentException.class);
    }
    assertUndecodable(TEXTS, Blob.ofText("\ufeff\"text\""), "it is malformed, at byte 2");
  }

  @Test
  void constructorThatRefuses_isNamedWithoutTheValue() {
    JsonCodec<List<Positive>> codec = JsonCodec.of(new JsonType<>() {});
    assertUndecodable(
        codec,
        Blob.ofText("[{\"number\":1},{\"number\":-77}]"),
        "[1] is refused by its own constructor, at byte 27");
  }

  record Positive(int number) {
    Positive {
      if (number < 0) {
        throw new IllegalArgumentException("not positive: " + number);
      }
    }
  }

  @Test
  void nameInTheData_isNotQuoted() {
    JsonCodec<Map<String, Map<String, Entry>>> codec = JsonCodec.of(new JsonType<>() {});
    assertUndecodable(
        codec,
        Blob.ofText("{\"hunter2\":{\"hunter3\":{\"count\":\"hunter4\"}}}"),
        "[?][?].count does not fit its type, at byte 31");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"PT99999999999999999999S\"", "\"hunter2\"", "[1,2,3]"})
  void hostileDuration_isUndecodable(String json) {
    JsonCodec<Duration> codec = JsonCodec.of(Duration.class);
    assertThatThrownBy(() -> codec.decode(Blob.ofText(json)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .startsWith("not JSON of java.time.Duration: ")
        .doesNotContain("hunter2");
  }

  @Test
  void manyThreads_shareOneCodec() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      JsonCodec<Map<String, Entry>> codec = JsonCodec.of(new JsonType<>() {});
      for (int thread = 0; thread < 8; thread++) {
        int number = thread;
        tasks.add(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                Map<String, Entry> value = Map.of("k" + i, new Entry(number, "s" + i));
                assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
