package dev.larder.service.server;

import dev.larder.config.StorageFactory;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;

/** The suite against the twin in process, in memory. */
class CacheServiceAcceptanceTest extends AcceptanceSuite {

  private static final CacheService SERVICE =
      CacheService.open(
          CacheServerConfig.builder(StorageFactory.from(Map.of("STORAGE_MODE", "memory")).open())
              .withoutKey()
              .build());

  @Override
  protected Subject subject() {
    return new Subject(SERVICE, Optional.empty(), EnumSet.allOf(Difference.class));
  }

  @AfterAll
  static void close() {
    SERVICE.close();
  }
}
