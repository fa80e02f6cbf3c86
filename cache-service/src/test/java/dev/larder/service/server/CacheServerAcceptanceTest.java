package dev.larder.service.server;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The suite against the twin over HTTP, on disk. */
class CacheServerAcceptanceTest extends AcceptanceSuite {

  @TempDir private static Path directory;

  private static CacheServer server;

  @BeforeAll
  static void start() {
    server =
        CacheServer.start(
            CacheServerConfig.builder(Twins.disk(directory)).key("x-api-key", "secret").build());
  }

  @Override
  protected Subject subject() {
    EnumSet<Difference> differences = EnumSet.allOf(Difference.class);
    differences.remove(Difference.NO_KEY_IN_PROCESS);
    return Subject.overHttp(server.uri(), "x-api-key", "secret", differences);
  }

  @AfterAll
  static void stop() {
    server.close();
  }
}
