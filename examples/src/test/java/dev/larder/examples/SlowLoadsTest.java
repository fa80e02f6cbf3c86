package dev.larder.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.config.StorageFactory;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlowLoadsTest {

  private static final CacheKey KEY = CacheKey.of("slow", "key");

  private final List<String> told = new ArrayList<>();

  private Storage with(Duration limit) {
    return new SlowLoads(StorageFactory.from(Map.of()).open(), limit, told::add);
  }

  @Test
  void loadAboveLimit_isTold() {
    try (Storage storage = with(Duration.ZERO)) {
      storage.save(KEY, Blob.ofText("value"), SaveOptions.defaults());
      storage.load(KEY);
      storage.loadAll(List.of(KEY));
    }

    assertThat(told)
        .containsExactly(
            "load slow/key took longer than 0 ms", "loadAll of 1 took longer than 0 ms");
  }

  @Test
  void loadBelowLimit_isNotTold() {
    try (Storage storage = with(Duration.ofHours(1))) {
      storage.load(KEY);
    }

    assertThat(told).isEmpty();
  }
}
