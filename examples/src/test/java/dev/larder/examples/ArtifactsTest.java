package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.config.StorageFactory;
import dev.larder.service.transport.EmbeddedService;
import dev.larder.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One program on every storage that the environment can name. */
class ArtifactsTest {

  @TempDir Path dir;

  private static List<String> printed(Map<String, String> settings) {
    try (Storage storage = StorageFactory.from(settings).open()) {
      return Printed.by(screen -> Artifacts.run(storage, screen));
    }
  }

  private static void assertShown(Map<String, String> settings, String storage) {
    assertThat(printed(settings))
        .containsExactly(
            "  storage       " + storage,
            "  where         sessions/nightly/targets/example_com_home/results/metrics.json",
            "  metrics       Metrics[page=home, loadMillis=412, samples=[398, 412, 431]]",
            "  as a map      {passed=true, score=0.98}",
            "  report        # Home: 412 ms",
            "  keys          [results/metrics.json, results/summary.json]",
            "  other target  Optional.empty, []",
            "  deleted       true, false",
            "  cleared       2 artifacts");
  }

  @Test
  void inMemory_itRuns() {
    assertShown(Map.of("STORAGE_MODE", "memory"), "memory, heap");
  }

  @Test
  void onDisk_itRuns() {
    String root = dir.resolve("store").toString();

    assertShown(Map.of("STORAGE_MODE", "disk", "STORAGE_DISK_ROOT", root), "disk, " + root);
  }

  @ParameterizedTest
  @CsvSource({
    "in_memory,plain,in memory",
    "in_memory,framed,in memory",
    "local_server,plain,local server",
    "local_server,framed,local server"
  })
  void inACacheServiceOfItsOwn_itRuns(String mode, String format, String location) {
    Map<String, String> settings =
        Map.of(
            "STORAGE_MODE", "cache_service",
            "STORAGE_CACHE_SERVICE_MODE", mode,
            "STORAGE_CACHE_SERVICE_FORMAT", format);

    assertShown(settings, "cache_service, " + location);
  }

  private static EmbeddedService embedded() {
    return ServiceLoader.load(EmbeddedService.class).findFirst().orElseThrow();
  }

  @Test
  void inARemoteCacheService_itRuns() {
    try (EmbeddedService.Running service = embedded().start("x-api-key", "key")) {
      String url = service.uri().toString();
      Map<String, String> ours =
          Map.of(
              "STORAGE_MODE", "service",
              "STORAGE_CACHE_SERVICE_URL", url,
              "STORAGE_CACHE_SERVICE_KEY_VALUE", "key");
      assertShown(ours, "cache_service, " + url);

      Map<String, String> theirs =
          Map.of(
              "STORAGE_MODE", "service",
              "URL__TARGET_SERVER__CACHE_SERVICE", url,
              "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_NAME", "x-api-key",
              "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_VALUE", "key");
      assertShown(theirs, "cache_service, " + url);
    }
  }
}
