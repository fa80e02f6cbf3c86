package dev.larder.it;

import dev.larder.foreign.RealCacheService;
import dev.larder.service.server.AcceptanceSuite;
import dev.larder.service.server.Difference;
import dev.larder.service.server.Subject;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The suite that the twin is held to, against the original: they differ where it says so only. */
@Tag("interop")
class RealCacheServiceAcceptanceIT extends AcceptanceSuite {

  private static RealCacheService service;

  @BeforeAll
  static void start() throws IOException {
    service = RealCacheService.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  protected Subject subject() {
    return Subject.overHttp(
        service.uri(),
        RealCacheService.KEY_NAME,
        RealCacheService.KEY_VALUE,
        EnumSet.noneOf(Difference.class));
  }
}
