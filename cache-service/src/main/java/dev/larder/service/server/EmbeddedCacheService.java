package dev.larder.service.server;

import com.google.auto.service.AutoService;
import dev.larder.config.StorageFactory;
import dev.larder.service.transport.EmbeddedService;
import dev.larder.service.transport.ServiceTransport;
import dev.larder.storage.Storage;
import java.net.URI;
import java.util.Map;

/** The cache service of this jar, for clients in the same process. Not for direct use. */
@AutoService(EmbeddedService.class)
public final class EmbeddedCacheService implements EmbeddedService {

  /** For {@link java.util.ServiceLoader}. */
  public EmbeddedCacheService() {}

  @Override
  public ServiceTransport open() {
    return CacheService.open(CacheServerConfig.builder(memory()).withoutKey().build());
  }

  @Override
  public Running start(String keyName, String keyValue) {
    CacheServerConfig config = CacheServerConfig.builder(memory()).key(keyName, keyValue).build();
    CacheServer server = CacheServer.start(config);
    return new Running() {
      @Override
      public URI uri() {
        return server.uri();
      }

      @Override
      public void close() {
        server.close();
      }
    };
  }

  private static Storage memory() {
    return StorageFactory.from(Map.of("STORAGE_MODE", "memory")).open();
  }
}
