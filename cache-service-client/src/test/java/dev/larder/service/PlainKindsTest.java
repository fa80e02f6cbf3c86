package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of child that values come back from as they were. */
class PlainKindsTest {

  private static EntryKind kindOf(String name, Blob value) {
    return PlainKinds.first(KindOrder.of(name), value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"b\":1,\"a\":[1.5,-0.0,1e+16,true,false,null,{\"x\":[]}]}",
        "{\"é😀\":\"a\\\"b\\\\c/\\n\\u0000\u007f\"}",
        "{\"big\":123456789012345678901234567890}"
      })
  void objectAsPythonPrintsIt_isJson(String json) {
    assertThat(kindOf("a.json", Blob.ofText(json))).isEqualTo(EntryKind.JSON);
    assertThat(kindOf("a", Blob.ofText(json))).isEqualTo(EntryKind.JSON);
    assertThat(kindOf("a.txt", Blob.ofText(json))).isEqualTo(EntryKind.STRING);
    assertThat(kindOf("a.bin", Blob.ofText(json))).isEqualTo(EntryKind.BINARY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ }",
        "{\"a\": 1}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1.50}",
        "{\"a\":1E5}",
        "{\"a\":1e400}",
        "{\"a\":NaN}",
        "{\"a\":-0}",
        "{\"a\":\"\\u00e9\"}",
        "{\"a\":\"\\/\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":1}\n",
        "{\"a\"}",
        "[1]",
        "\"text\"",
        "null"
      })
  void anythingElse_isText(String text) {
    assertThat(kindOf("a.json", Blob.ofText(text))).isEqualTo(EntryKind.STRING);
  }

  @Test
  void deepObject_isText() {
    String deep = "{\"a\":".repeat(101) + "1" + "}".repeat(101);
    assertThat(kindOf("a.json", Blob.ofText(deep))).isEqualTo(EntryKind.STRING);
    String less = "{\"a\":".repeat(90) + "1" + "}".repeat(90);
    assertThat(kindOf("a.json", Blob.ofText(less))).isEqualTo(EntryKind.JSON);
  }

  @Test
  void bytesThatAreNoText_areBinary() {
    for (byte[] bytes : List.of(new byte[] {(byte) 0xff}, new byte[] {'a', (byte) 0xc3})) {
      assertThat(kindOf("a.txt", Blob.wrap(bytes))).isEqualTo(EntryKind.BINARY);
    }
    byte[] endsInHalf = Blob.ofText("x".repeat(8_191) + "é").toByteArray();
    assertThat(kindOf("a", Blob.wrap(endsInHalf))).isEqualTo(EntryKind.STRING);
    assertThat(kindOf("a", Blob.wrap(endsInHalf, 0, 8_192))).isEqualTo(EntryKind.BINARY);
  }
}
