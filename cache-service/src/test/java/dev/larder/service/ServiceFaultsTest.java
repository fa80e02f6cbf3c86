package dev.larder.service;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Faults between a storage and our own service. */
final class ServiceFaultsTest extends FaultScenarios {

  private static SharedService service;

  @BeforeAll
  static void start() {
    service = new SharedService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  protected CacheServiceConfig.Builder service() {
    return CacheServiceConfig.builder().url(service.url()).keyValue(SharedService.KEY);
  }
}
