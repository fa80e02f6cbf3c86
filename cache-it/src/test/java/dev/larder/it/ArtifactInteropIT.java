package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.foreign.RealCacheService;
import dev.larder.json.ArtifactStore;
import dev.larder.service.ServiceStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs in Python and in Java share artifacts, through the official client on one side and a
 * storage on the other; over the real service and over ours.
 */
@Tag("interop")
class ArtifactInteropIT extends OverBothServices {

  record Metrics(String page, double seconds, List<Integer> sizes) {}

  private static final String METRICS = "results/metrics.json";

  @ParameterizedTest
  @MethodSource("services")
  void artifactsOfPython_areReadByJava(SharedService service) throws IOException {
    List<String> answers =
        service.python(
            "[\"save\", \"py\", \"page-1\", \"results/metrics.json\","
                + " {\"page\": \"é😀\", \"seconds\": 1e-7, \"sizes\": [1, 2]}]",
            "[\"save_string\", \"py\", \"page-1\", \"reports/2026/report.md\", \"# café\\r\\n\"]",
            "[\"save_string\", \"py\", \"page-1\", \"plain_name\", \"text\"]",
            "[\"save\", \"py\", \"page-2\", \"results/metrics.json\", {\"other\": null}]");
    assertThat(answers).containsExactly("true", "true", "true", "true");

    try (ServiceStorage storage = service.storage()) {
      ArtifactStore artifacts = ArtifactStore.of(storage).withContext("py", "page-1");
      assertThat(artifacts.load(METRICS))
          .contains(Map.of("page", "é😀", "seconds", 1e-7, "sizes", List.of(1, 2)));
      assertThat(artifacts.load(METRICS, Metrics.class))
          .contains(new Metrics("é😀", 1e-7, List.of(1, 2)));
      assertThat(artifacts.loadString("reports/2026/report.md")).contains("# café\r\n");
      assertThat(artifacts.loadString("plain_name")).contains("text");
      assertThat(artifacts.listKeys())
          .containsExactly("plain_name", "reports/2026/report.md", METRICS);
      assertThat(artifacts.delete(METRICS)).isTrue();
    }
    assertThat(service.python("[\"load\", \"py\", \"page-1\", \"results/metrics.json\", null]"))
        .containsExactly("null");
  }

  @ParameterizedTest
  @MethodSource("services")
  void artifactsOfJava_areReadByPython(SharedService service) throws IOException {
    try (ServiceStorage storage = service.storage()) {
      ArtifactStore artifacts = ArtifactStore.of(storage).withContext("java", "example.com/1");
      artifacts.save(METRICS, new Metrics("é😀 \"\n", 1e16, List.of(1, 2)));
      artifacts.save("empty.json", Map.of());
      artifacts.saveString("report.md", "# café 😀\n");
      artifacts.saveString("notes", "no JSON");
    }
    assertThat(
            service.python(
                "[\"load\", \"java\", \"example_com_1\", \"results/metrics.json\", null]",
                "[\"load\", \"java\", \"example_com_1\", \"empty.json\", null]",
                "[\"load_string\", \"java\", \"example_com_1\", \"report.md\", null]",
                "[\"load_string\", \"java\", \"example_com_1\", \"notes\", null]",
                "[\"delete\", \"java\", \"example_com_1\", \"notes\", \"string\"]",
                "[\"load\", \"java\", \"example_com_1\", \"missing\", null]"))
        .containsExactly(
            "{\"page\": \"\\u00e9\\ud83d\\ude00 \\\"\\n\", \"seconds\": 1e+16, \"sizes\": [1, 2]}",
            "{}",
            "\"# caf\\u00e9 \\ud83d\\ude00\\n\"",
            "\"no JSON\"",
            "true",
            "null");
    try (ServiceStorage storage = service.storage()) {
      ArtifactStore artifacts = ArtifactStore.of(storage).withContext("java", "example.com/1");
      assertThat(artifacts.loadString("notes")).isEmpty();
      assertThat(artifacts.listKeys()).containsExactly("empty.json", "report.md", METRICS);
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void bothSidesInTurn_seeTheLastSave(SharedService service) throws IOException {
    try (ServiceStorage storage = service.storage()) {
      ArtifactStore artifacts = ArtifactStore.of(storage).withContext("both", "t");
      artifacts.save(METRICS, Map.of("run", 1));
      assertThat(
              service.python(
                  "[\"load\", \"both\", \"t\", \"results/metrics.json\", null]",
                  "[\"save\", \"both\", \"t\", \"results/metrics.json\", {\"run\": 2}]"))
          .containsExactly("{\"run\": 1}", "true");
      assertThat(artifacts.load(METRICS)).contains(Map.of("run", 2));
      artifacts.save(METRICS, Map.of("run", 3));
    }
    assertThat(service.python("[\"load\", \"both\", \"t\", \"results/metrics.json\", null]"))
        .containsExactly("{\"run\": 3}");
  }

  /** What Python prints compact is kept as JSON, to the byte, and what it would alter as text. */
  @ParameterizedTest
  @MethodSource("services")
  void everyDocument_comesBackToTheByte(SharedService service) {
    List<String> documents =
        List.of(
            "{}",
            "{\"a\":[1,2.5,-0.0,1e+16,5e-324,true,null,{\"é\":\"\\u0001\u007f\u2028/\"}]}",
            "{\"big\":" + "9".repeat(4_000) + "}",
            "{\"deep\":" + "[".repeat(95) + "]".repeat(95) + "}",
            "{\"a\": 1}",
            "{\"a\":1,\"a\":2}",
            "{\"a\":1E5}",
            "{\"a\":NaN}",
            "[1,2]",
            "\ufeff{}",
            " leading and trailing \n",
            "\"quoted\"",
            "null",
            "\u0000");
    try (ServiceStorage storage = service.storage()) {
      ArtifactStore artifacts = ArtifactStore.of(storage).withContext("bytes", "t");
      List<String> names = new ArrayList<>(Arrays.asList("x.json", "x.txt", "x.bin", "x"));
      for (String document : documents) {
        for (String name : names) {
          storage.save(artifacts.keyOf(name), Blob.ofText(document), SaveOptions.defaults());
          assertThat(storage.load(artifacts.keyOf(name)).orElseThrow().value().toText())
              .as("%s of %.40s", name, document)
              .isEqualTo(document);
        }
      }
    }
  }

  @Test
  void serviceThatCannotList_isSaidToBeOne(@TempDir Path directory) throws IOException {
    Map<String, String> onDisk =
        Map.of(
            "CACHE__SERVICE__STORAGE_MODE",
            "local_disk",
            "CACHE__SERVICE__LOCAL_DISK_PATH",
            directory.toString());
    try (RealCacheService service = RealCacheService.start(onDisk);
        ServiceStorage storage = new SharedService("on disk", service.uri(), service).storage()) {
      ArtifactStore artifacts = ArtifactStore.of(storage);
      artifacts.save(METRICS, Map.of("run", 1));
      assertThat(artifacts.load(METRICS)).contains(Map.of("run", 1));
      assertThat(artifacts.delete(METRICS)).isTrue();

      String why =
          "the service keeps its files in mode local_disk, in which it cannot list; run it with"
              + " memory or s3, or use Larder's own cache service";
      assertThatThrownBy(artifacts::listKeys)
          .isInstanceOf(CacheException.class)
          .hasMessage("listKeys: " + why);
      assertThatThrownBy(() -> storage.clear(Namespace.of("perf-results")))
          .isInstanceOf(CacheException.class)
          .hasMessage("clear: " + why);
    }
  }
}
