package dev.larder.service.server;

import dev.larder.config.StorageFactory;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The suite against the twin over HTTP, on disk. */
class CacheServerAcceptanceTest extends AcceptanceSuite {

  @TempDir private static Path directory;

  private static CacheServer server;

  @BeforeAll
  static void start() {
    Map<String, String> disk =
        Map.of("STORAGE_MODE", "disk", "STORAGE_DISK_ROOT", directory.toString());
    server =
        CacheServer.start(
            CacheServerConfig.builder(StorageFactory.from(disk).open())
                .key(AccessScenarios.KEY_NAME, AccessScenarios.KEY_VALUE)
                .build());
  }

  @Override
  protected Subject subject() {
    EnumSet<Difference> differences = EnumSet.allOf(Difference.class);
    differences.remove(Difference.NO_KEY_IN_PROCESS);
    return new Subject(
        new HttpTransport(
            server.uri(), Map.of(AccessScenarios.KEY_NAME, AccessScenarios.KEY_VALUE)),
        Optional.of(new HttpTransport(server.uri(), Map.of())),
        differences);
  }

  @AfterAll
  static void stop() {
    server.close();
  }
}
