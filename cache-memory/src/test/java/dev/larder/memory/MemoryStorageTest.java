package dev.larder.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import org.junit.jupiter.api.Test;

final class MemoryStorageTest {

  @Test
  void savedValue_isLoadedAsTheSameInstance() {
    try (MemoryStorage storage = MemoryStorage.open()) {
      CacheKey key = CacheKey.of("t", "a");
      Blob value = Blob.ofText("1");
      storage.save(key, value, SaveOptions.defaults());
      assertThat(storage.load(key).orElseThrow().value()).isSameAs(value);
    }
  }
}
