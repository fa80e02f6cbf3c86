package dev.larder.it;

import dev.larder.foreign.RealCacheService;
import dev.larder.service.CacheServiceConfig;
import dev.larder.service.ServiceFormat;
import dev.larder.service.ServiceStorage;
import dev.larder.service.ServiceStorageConfig;
import dev.larder.storage.Storage;
import dev.larder.testkit.FakeClock;
import dev.larder.testkit.StorageSetup;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Opens storages over the real cache service, for the kit: one service, emptied for each. */
final class RealServiceStorages implements AutoCloseable {

  /** It answers some hundred times a second, and that to all threads together. */
  static final int ROUNDS = 15;

  private static final List<String> TYPICAL =
      List.of("kit", "kit2", "ki", "kitPx", "other", "a", "b", "aPb", "a-b", "a_b", "con", "0");

  private final RealCacheService service;

  private RealServiceStorages(RealCacheService service) {
    this.service = service;
  }

  static RealServiceStorages start() throws IOException {
    return new RealServiceStorages(RealCacheService.start());
  }

  Storage open(ServiceFormat format, StorageSetup setup) {
    TYPICAL.forEach(this::clear);
    ServiceStorageConfig.Builder config =
        ServiceStorageConfig.builder()
            .service(config())
            .format(format)
            .compressAbove(1_000)
            .clock(steady(setup.clock()))
            .listener(setup.listener());
    setup.maxValueSize().ifPresent(config::maxValueSize);
    return ServiceStorage.open(config.build());
  }

  private CacheServiceConfig config() {
    return service.config().build();
  }

  /** A shared storage runs by a wall clock that nobody sets. */
  private static InstantSource steady(FakeClock clock) {
    Instant start = clock.instant();
    long ticks = clock.ticker().getAsLong();
    return () -> start.plusNanos(clock.ticker().getAsLong() - ticks);
  }

  private void clear(String namespace) {
    try {
      URI url = service.uri().resolve("/test-data/clear/" + namespace);
      HttpURLConnection call = (HttpURLConnection) url.toURL().openConnection();
      call.setRequestMethod("DELETE");
      call.setRequestProperty(RealCacheService.KEY_NAME, RealCacheService.KEY_VALUE);
      String answer = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.contains("\"success\":true")) {
        throw new IllegalStateException("clear of " + namespace + ": " + answer);
      }
    } catch (IOException failure) {
      throw new IllegalStateException("clear of " + namespace, failure);
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
