package dev.larder.it;

import dev.larder.foreign.RealCacheService;
import dev.larder.service.CacheServiceConfig;
import dev.larder.service.FaultScenarios;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Faults between a storage and the original. */
@Tag("interop")
@Tag("once")
final class FaultsBeforeRealServiceIT extends FaultScenarios {

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
  protected CacheServiceConfig.Builder service() {
    return service.config();
  }
}
