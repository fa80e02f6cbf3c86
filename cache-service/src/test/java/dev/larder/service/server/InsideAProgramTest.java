package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.config.StorageFactory;
import dev.larder.storage.Storage;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the documentation shows. */
class InsideAProgramTest {

  @Test
  void server_isThereWhileItIsOpen() {
    // region use
    Storage storage = StorageFactory.from(Map.of("STORAGE_MODE", "memory")).open();
    CacheServerConfig config =
        CacheServerConfig.builder(storage).key("x-api-key", "a-long-secret").build();
    try (CacheServer server = CacheServer.start(config)) {
      System.out.println(server.uri());
    }
    // endregion
    storage.close();
    assertThat(storage.check().isOk()).isFalse();
  }
}
