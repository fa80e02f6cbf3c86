package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.memory.Opened.Heard;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On which thread expired entries are removed, and how many of them at a time. */
final class SweeperWiringTest {

  private static final Blob VALUE = Blob.ofText("v");
  private static final SaveOptions BRIEFLY = SaveOptions.defaults().withTtl(Duration.ofMillis(5));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final FakeClock clock = new FakeClock();

  /** Keeps the names of the threads that evict. */
  private static final class Evictors implements CacheListener {
    final Set<String> names = ConcurrentHashMap.newKeySet();

    @Override
    public void onEviction(CacheKey key, EvictionCause cause) {
      names.add(Thread.currentThread().getName());
    }
  }

  private static void await(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).as(what).isLessThan(PATIENCE.toNanos());
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sweepInterval_letsTheStoragesOwnThreadRemoveTheExpired(EvictionPolicy policy) {
    Evictors evictors = new Evictors();
    MemoryStorageConfig config =
        Opened.with(clock, policy)
            .name("wiring")
            .sweepInterval(Duration.ofMillis(1))
            .listener(evictors)
            .build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      for (int i = 0; i < 100; i++) {
        storage.save(key("brief/" + i), VALUE, BRIEFLY);
      }
      storage.save(key("lasting"), VALUE, SaveOptions.defaults());
      long before = storage.sweeperStats().runs();
      // Two more, as the first of them may have begun before the last save.
      await("sweeps", () -> storage.sweeperStats().runs() >= before + 2);
      assertThat(storage.sweeperStats().removed()).isZero();
      clock.advance(Duration.ofMillis(5));
      await("100 removed", () -> storage.sweeperStats().removed() == 100);
      assertThat(evictors.names).containsExactly("larder-sweeper-wiring");
      assertThat(storage.exists(key("lasting"))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void saveIntoFullOfExpired_removesOnlyAFew(EvictionPolicy policy) {
    Heard heard = new Heard();
    MemoryStorageConfig config =
        Opened.with(clock, policy).maxEntries(10_000).listener(heard).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      for (int i = 0; i < 10_000; i++) {
        storage.save(key(i), VALUE, BRIEFLY);
      }
      assertThat(heard.evictions).isEmpty();
      clock.advance(Duration.ofMillis(5));
      storage.save(key("new"), VALUE, SaveOptions.defaults());
      assertThat(heard.evictions)
          .hasSizeBetween(1, 10)
          .allMatch(eviction -> eviction.cause() == EvictionCause.EXPIRED);
      assertThat(storage.exists(key("new"))).isTrue();
    }
  }
}
