package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.Codec;
import dev.larder.backend.NodeSignature;
import dev.larder.foreign.PythonEnvironment;
import dev.larder.json.JsonCodec;
import dev.larder.json.JsonType;
import dev.larder.json.NodeSignatureJson;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Java and Python read each other's JSON: values, and the signatures of pipeline nodes. */
@Tag("interop")
class JsonInteropIT {

  /** What both sides have. */
  record Values(
      String text,
      double fraction,
      double tiny,
      long number,
      Instant instant,
      Optional<String> missing,
      Map<String, List<Integer>> counts) {}

  private static final Values VALUES =
      new Values(
          "grüße 日本 😀 \u0000\u007f\u2028\"\\",
          0.1,
          Double.MIN_VALUE,
          Long.MIN_VALUE,
          Instant.parse("2026-11-21T07:30:00.123456Z"),
          Optional.empty(),
          Map.of("🔑", List.of(1, 2)));

  private static final NodeSignature SIGNATURE =
      new NodeSignature(
          "clean::é😀",
          "13d62b558d6e7ca9",
          "",
          "20d7b7c7ac12780b",
          "e3b0c44298fc1c14",
          Instant.parse("2026-11-21T07:30:00.123Z"));

  private static final JsonCodec<Values> CODEC = JsonCodec.of(Values.class);

  private static PythonEnvironment python;

  @BeforeAll
  static void environment() throws IOException {
    python = PythonEnvironment.get();
  }

  private static List<Blob> ask(String question, Blob input) throws IOException {
    return python.run("json_interop.py", input.toByteArray(), question).lines().stream()
        .map(Blob::ofText)
        .toList();
  }

  private static <V> void assertComesBack(Codec<V> codec, V value) throws IOException {
    List<Blob> answers = ask("echo", codec.encode(value));
    assertThat(answers).hasSize(3).allSatisfy(a -> assertThat(codec.decode(a)).isEqualTo(value));
  }

  @Test
  void javaValues_areWhatPythonExpects() throws IOException {
    assertThat(ask("describe", CODEC.encode(VALUES))).containsExactly(Blob.ofText("[]"));
  }

  @Test
  void javaValues_comeBackFromBothOfPythonsReaders() throws IOException {
    assertComesBack(CODEC, VALUES);
  }

  @Test
  void floats_comeBackToTheBit() throws IOException {
    JsonCodec<List<Double>> codec = JsonCodec.of(new JsonType<>() {});
    assertComesBack(
        codec,
        List.of(0.1, 1 / 3.0, -0.0, 1e7, 1e300, Math.PI, Double.MAX_VALUE, Double.MIN_NORMAL));
  }

  @Test
  void bigIntegers_comeBack() throws IOException {
    JsonCodec<List<BigInteger>> codec = JsonCodec.of(new JsonType<>() {});
    List<BigInteger> value = List.of(BigInteger.TWO.pow(3_000), BigInteger.TEN.pow(20).negate());
    List<Blob> answers = ask("big-integers", codec.encode(value));
    assertThat(answers).hasSize(1);
    assertThat(codec.decode(answers.get(0))).isEqualTo(value);
  }

  @Test
  void pythonValues_areReadByJava() throws IOException {
    List<Blob> documents = ask("values", Blob.empty());
    assertThat(documents)
        .hasSize(3)
        .allSatisfy(document -> assertThat(CODEC.decode(document)).isEqualTo(VALUES));
  }

  @Test
  void javaSignature_comesBack() throws IOException {
    assertComesBack(NodeSignatureJson.codec(), SIGNATURE);
  }

  @Test
  void pythonSignature_isReadByJava() throws IOException {
    List<Blob> answers = ask("signature", Blob.empty());
    assertThat(answers).hasSize(4);
    long millis = Long.parseLong(answers.get(3).toText());
    Blob indented = Blob.ofText(JsonCodec.of(String.class).decode(answers.get(2)));
    for (Blob document : List.of(answers.get(0), answers.get(1), indented)) {
      NodeSignature read = NodeSignatureJson.codec().decode(document);
      assertThat(read.matches(SIGNATURE)).isTrue();
      assertThat(read.node()).isEqualTo(SIGNATURE.node());
      assertThat(read.timestamp()).isEqualTo(Instant.ofEpochMilli(millis));
    }
  }
}
