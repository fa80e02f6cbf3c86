package dev.larder.service;

import dev.larder.service.server.EmbeddedCacheService;
import dev.larder.service.transport.EmbeddedService;
import java.net.URI;

/** One service on a loopback port that several storages use. */
final class SharedService implements AutoCloseable {

  static final String KEY = "secret-of-the-test";

  private final EmbeddedService.Running running =
      new EmbeddedCacheService().start(CacheServiceConfig.DEFAULT_KEY_NAME, KEY);

  URI url() {
    return running.uri();
  }

  CacheServiceConfig config() {
    return CacheServiceConfig.builder().url(url()).keyValue(KEY).build();
  }

  CacheServiceClient client() {
    return CacheServiceClient.open(config());
  }

  ServiceStorage open(ServiceFormat format) {
    return ServiceStorage.open(
        ServiceStorageConfig.builder().service(config()).format(format).build());
  }

  ServiceStorage open(CacheServiceConfig service) {
    return ServiceStorage.open(ServiceStorageConfig.builder().service(service).build());
  }

  @Override
  public void close() {
    running.close();
  }
}
