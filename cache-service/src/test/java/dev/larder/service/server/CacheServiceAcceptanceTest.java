package dev.larder.service.server;

import java.util.EnumSet;
import org.junit.jupiter.api.AfterAll;

/** The suite against the twin in process, in memory. */
class CacheServiceAcceptanceTest extends AcceptanceSuite {

  private static final CacheService SERVICE = Twins.over(Twins.memory());

  @Override
  protected Subject subject() {
    return Subject.inProcess(SERVICE, EnumSet.allOf(Difference.class));
  }

  @AfterAll
  static void close() {
    SERVICE.close();
  }
}
