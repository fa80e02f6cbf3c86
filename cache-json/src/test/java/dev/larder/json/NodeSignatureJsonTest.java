package dev.larder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Codec;
import dev.larder.backend.NodeSignature;
import dev.larder.storage.Blob;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSignatureJsonTest {

  private static final Codec<NodeSignature> CODEC = NodeSignatureJson.codec();

  private static final String PYTHON =
      """
      {
        "node_name": "clean::7",
        "code_hash": "20d7b7c7ac12780b",
        "env_hash": "",
        "inputs_hash": "44136fa355b3678a",
        "deps_hash": "e3b0c44298fc1c14",
        "timestamp": 1731000000.1234567
      }""";

  private static NodeSignature signature(String timestamp) {
    return new NodeSignature(
        "clean::7",
        "20d7b7c7ac12780b",
        "",
        "44136fa355b3678a",
        "e3b0c44298fc1c14",
        Instant.parse(timestamp));
  }

  @Test
  void document_hasTheNamesAndTheOrderOfThePythonSide() {
    assertThat(CODEC.encode(signature("2024-11-07T17:20:00.123Z")).toText())
        .isEqualTo(
            """
            {"node_name":"clean::7","code_hash":"20d7b7c7ac12780b","env_hash":"",\
            "inputs_hash":"44136fa355b3678a","deps_hash":"e3b0c44298fc1c14",\
            "timestamp":1731000000.123}""");
  }

  @Test
  void pythonDocument_isReadToTheMillisecond() {
    assertThat(CODEC.decode(Blob.ofText(PYTHON))).isEqualTo(signature("2024-11-07T17:20:00.123Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "1731000000, 2024-11-07T17:20:00Z",
    "1.731e9, 2024-11-07T17:20:00Z",
    "0.9996, 1970-01-01T00:00:00.999Z",
    "-0.0004, 1969-12-31T23:59:59.999Z",
    "1e-900, 1970-01-01T00:00:00Z"
  })
  void timestamp_isReadInEveryNotation(String seconds, String instant) {
    Blob bytes = Blob.ofText(PYTHON.replace("1731000000.1234567", seconds));
    assertThat(CODEC.decode(bytes)).isEqualTo(signature(instant));
  }

  @Test
  void unknownField_isIgnored() {
    Blob bytes = Blob.ofText(PYTHON.replace("{", "{\"host\": {\"name\": [1]}, "));
    assertThat(CODEC.decode(bytes)).isEqualTo(signature("2024-11-07T17:20:00.123Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"node_name", "code_hash", "env_hash", "inputs_hash", "deps_hash", "timestamp"})
  void missingOrNullField_isUndecodable(String field) {
    Blob missing = Blob.ofText(PYTHON.replace(field, "other"));
    assertThatThrownBy(() -> CODEC.decode(missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(": " + field + " is missing");
    String withNull = PYTHON.replaceFirst("(\"" + field + "\": )[^,\n]+", "$1null");
    assertThatThrownBy(() -> CODEC.decode(Blob.ofText(withNull)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "\"1731000000.1\"",
        "1e999999999",
        "1e-999999999",
        "-1e12",
        "[1]",
        "true"
      })
  void illegalTimestamp_isUndecodable(String timestamp) {
    Blob bytes = Blob.ofText(PYTHON.replace("1731000000.1234567", timestamp));
    assertThatThrownBy(() -> CODEC.decode(bytes)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyNode_isUndecodable() {
    Blob bytes = Blob.ofText(PYTHON.replace("clean::7", ""));
    assertThatThrownBy(() -> CODEC.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("node must not be empty");
  }

  @Property
  void signature_comesBackEqual(
      @ForAll @NotEmpty String node,
      @ForAll String hash,
      @ForAll @LongRange(min = -62_000_000_000_000L, max = 253_000_000_000_000L) long millis) {
    NodeSignature value =
        new NodeSignature(node, hash, "", node, hash, Instant.ofEpochMilli(millis));
    assertThat(CODEC.decode(CODEC.encode(value))).isEqualTo(value);
  }
}
