package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.service.CacheHash;
import dev.larder.service.CacheServiceClient;
import dev.larder.service.Strategy;
import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The flows of the official client that the artifact layer leaves out, over the real service and
 * over ours: the same calls have the same answers.
 */
@Tag("interop")
class OfficialClientIT extends OverBothServices {

  private static final String NAMESPACE = "perf-results";

  @ParameterizedTest
  @MethodSource("services")
  void children_areSaidToBeThereAndListed(SharedService service) throws IOException {
    List<String> answers =
        service.python(
            "[\"save\", \"py\", \"list\", \"results/metrics.json\", {\"a\": 1}]",
            "[\"save_string\", \"py\", \"list\", \"notes\", \"text\"]",
            "[\"exists\", \"py\", \"list\", \"results/metrics.json\", \"json\"]",
            "[\"exists\", \"py\", \"list\", \"results/metrics.json\", \"string\"]",
            "[\"exists\", \"py\", \"list\", \"nothing\", \"json\"]",
            "[\"children\", \"py\", \"list\", \"\", true]",
            "[\"children\", \"py\", \"list\", \"\", false]",
            "[\"children\", \"py\", \"list\", \"results\", true]");
    String notes = "[\"\", \"notes\", \"string\", 4]";
    String metrics = "[\"results\", \"metrics_json\", \"json\", 14]";
    assertThat(answers)
        .containsExactly(
            "true",
            "true",
            "true",
            "false",
            "false",
            "[" + notes + ", " + metrics + "]",
            "[" + notes + "]",
            "[" + metrics + "]");
  }

  @ParameterizedTest
  @MethodSource("services")
  void plainValues_comeBackByIdAndByHash(SharedService service) throws IOException {
    String object = "{\"a\": [1, 2.5, null]}";
    assertThat(
            service.python(
                "[\"plain\", \"\", \"\", \"string\", \"text\"]",
                "[\"plain\", \"\", \"\", \"json\", " + object + "]",
                "[\"plain\", \"\", \"\", \"binary\", \"00ff80\"]"))
        .containsExactly(
            "[\"" + CacheHash.ofString("text") + "\", \"text\", \"text\"]",
            "[\"bc7cd15a1be47b7c\", " + object + ", " + object + "]",
            "[\"f742b965f156c103\", \"00ff80\", \"00ff80\"]");
  }

  @ParameterizedTest
  @MethodSource("services")
  void zips_areMadeAndRead(SharedService service) throws IOException {
    assertThat(service.python("[\"zip_create\", \"\", \"\", \"py/zips\", \"empty\"]"))
        .containsExactly("[0, []]");
    try (CacheServiceClient client = CacheServiceClient.open(service.config())) {
      Blob zip = zip(Map.of("a/b.json", "{\"x\": [1, \"\u00e9\"]}"));
      String id =
          client
              .zip(NAMESPACE)
              .store(Strategy.KEY_BASED, "java/zips", "one", zip)
              .entry()
              .cacheId();
      assertThat(service.python("[\"zip_read\", \"\", \"\", \"" + id + "\", \"a/b.json\"]"))
          .containsExactly("[[\"a/b.json\"], {\"x\": [1, \"\\u00e9\"]}]");
    }
  }

  private static Blob zip(Map<String, String> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> member : members.entrySet()) {
        out.putNextEntry(new ZipEntry(member.getKey()));
        out.write(member.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return Blob.wrap(bytes.toByteArray());
  }
}
