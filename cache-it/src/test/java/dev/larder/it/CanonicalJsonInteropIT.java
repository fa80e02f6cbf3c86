package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.foreign.PythonEnvironment;
import dev.larder.service.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The canonical form is what Python itself prints. */
@Tag("interop")
class CanonicalJsonInteropIT {

  private static final int DOCUMENTS = 50_000;

  private final Random random = new Random(20261121);

  /** Returns a document of random doubles, texts and names, as somebody else might write it. */
  private String document() {
    return switch (random.nextInt(4)) {
      case 0 -> "[" + Double.longBitsToDouble(random.nextLong() & ~(1L << 62)) + "]";
      case 1 -> "[" + Math.scalb(1.0, random.nextInt(2000) - 1000) + "]";
      case 2 ->
          "["
              + random.nextInt(1_000_000)
              + "."
              + random.nextInt(1_000_000)
              + "e-"
              + random.nextInt(25)
              + "]";
      default ->
          "{\"" + text() + "\":" + random.nextLong() + ",\"" + text() + "\":\"" + text() + "\"}";
    };
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int point = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
      boolean plain = point >= ' ' && point != '"' && point != '\\';
      boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      text.appendCodePoint(plain && !surrogate ? point : 'x');
    }
    return text.toString();
  }

  @Test
  void randomDocuments_lookAsInPython() throws IOException {
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      documents.add(document());
    }
    byte[] input = String.join("\n", documents).getBytes(StandardCharsets.UTF_8);
    List<String> python = PythonEnvironment.get().run("canonical_json.py", input).lines();
    List<String> java =
        documents.stream()
            .map(
                text ->
                    CanonicalJson.text(CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8))))
            .toList();
    assertThat(java).isEqualTo(python);
  }
}
