package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.memory.Opened.Heard;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Expiry and its removal, seen from the storage. */
final class SweepTest {

  private static final Blob VALUE = Blob.ofText("v");

  private final FakeClock clock = new FakeClock();
  private final Heard heard = new Heard();

  private MemoryStorage open(EvictionPolicy policy) {
    return MemoryStorage.open(Opened.with(clock, policy).listener(heard).build());
  }

  private static SaveOptions ttl(long millis) {
    return SaveOptions.defaults().withTtl(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @EnumSource
  void sweep_removesExactlyTheExpired(EvictionPolicy policy) {
    try (MemoryStorage storage = open(policy)) {
      storage.save(key("a"), VALUE, ttl(1_000));
      storage.save(key("b"), VALUE, ttl(1_000));
      storage.save(key("c"), VALUE, ttl(10_000));
      storage.save(key("d"), VALUE, SaveOptions.defaults());
      clock.advance(Duration.ofNanos(999_999_999));
      assertThat(storage.sweep()).isZero();
      clock.advance(Duration.ofNanos(1));
      assertThat(storage.sweep()).isEqualTo(2);
      assertThat(storage.sweep()).isZero();
      assertThat(storage.stats().entries()).hasValue(2);
      assertThat(storage.stats().evictions(EvictionCause.EXPIRED)).isEqualTo(2);
      assertThat(storage.sweeperStats().runs()).isEqualTo(3);
      assertThat(storage.sweeperStats().removed()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiredEntry_countsOnceWhoeverMeetsIt(EvictionPolicy policy) {
    try (MemoryStorage storage = open(policy)) {
      for (String name : List.of("load", "stat", "delete", "save", "absent", "list", "sweep")) {
        storage.save(key(name), VALUE, ttl(5));
      }
      clock.advance(Duration.ofMillis(5));
      assertThat(storage.load(key("load"))).isEmpty();
      assertThat(storage.stat(key("stat"))).isEmpty();
      assertThat(storage.delete(key("delete"))).isFalse();
      storage.save(key("save"), VALUE, SaveOptions.defaults());
      storage.save(key("absent"), VALUE, SaveOptions.defaults().onlyIfAbsent());
      storage.sweep();
      assertThat(storage.load(key("load"))).isEmpty();
      assertThat(heard.evictions)
          .hasSize(7)
          .doesNotHaveDuplicates()
          .allMatch(eviction -> eviction.cause() == EvictionCause.EXPIRED);
      assertThat(storage.stats().entries()).hasValue(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void entriesNobodyTouches_areNotKeptByWrites(EvictionPolicy policy) {
    try (MemoryStorage storage = open(policy)) {
      for (int i = 0; i < 100; i++) {
        storage.save(key("old/" + i), VALUE, ttl(5));
      }
      clock.advance(Duration.ofMillis(5));
      for (int i = 0; i < 50; i++) {
        storage.save(key("new/" + i), VALUE, SaveOptions.defaults());
      }
      assertThat(heard.evictions).hasSize(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void concurrentSweeps_shareTheExpiredAmongThem(EvictionPolicy policy) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try (MemoryStorage storage = open(policy)) {
      for (int i = 0; i < 3_000; i++) {
        storage.save(key(i), VALUE, ttl(5));
      }
      clock.advance(Duration.ofMillis(5));
      List<Future<Long>> sweeps = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        sweeps.add(pool.submit(storage::sweep));
      }
      long sum = 0;
      for (Future<Long> sweep : sweeps) {
        sum += sweep.get();
      }
      assertThat(sum).isEqualTo(3_000);
      assertThat(heard.evictions).hasSize(3_000);
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiryBetweenMilliseconds_keepsToExpiresAt(EvictionPolicy policy) {
    clock.setWall(Instant.parse("2026-01-02T03:04:05.0069Z"));
    try (MemoryStorage storage = open(policy)) {
      Instant expiresAt = storage.save(key("a"), VALUE, ttl(1)).expiresAt().orElseThrow();
      assertThat(expiresAt).isEqualTo(Instant.parse("2026-01-02T03:04:05.007Z"));
      clock.advance(Duration.ofNanos(99_999));
      assertThat(storage.exists(key("a"))).isTrue();
      clock.advance(Duration.ofNanos(1));
      assertThat(clock.instant()).isEqualTo(expiresAt);
      assertThat(storage.exists(key("a"))).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void defaultTtl_holdsWhereNoneIsGiven(EvictionPolicy policy) {
    MemoryStorageConfig config =
        Opened.with(clock, policy).defaultTtl(Duration.ofSeconds(10)).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      storage.save(key("default"), VALUE, SaveOptions.defaults());
      storage.save(key("short"), VALUE, ttl(1_000));
      storage.save(key("long"), VALUE, ttl(20_000));
      clock.advance(Duration.ofSeconds(1));
      assertThat(storage.exists(key("short"))).isFalse();
      clock.advance(Duration.ofSeconds(9));
      assertThat(storage.exists(key("default"))).isFalse();
      assertThat(storage.exists(key("long"))).isTrue();
    }
  }

  @Test
  void withoutInterval_thereIsNoThread() {
    try (MemoryStorage storage = open(EvictionPolicy.TINYLFU)) {
      assertThat(sweepers()).isEmpty();
      assertThat(storage.isSweeperHealthy()).isTrue();
      assertThatThrownBy(storage::startSweeper)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("there is no sweepInterval to sweep at; configure one");
    }
  }

  @Test
  void closed_endsTheThreadAndRefusesSweeps() throws Exception {
    MemoryStorageConfig config =
        MemoryStorageConfig.builder().sweepInterval(Duration.ofHours(1)).build();
    MemoryStorage storage = MemoryStorage.open(config);
    Thread first = onlySweeper();
    storage.stopSweeper();
    assertEnds(first);
    storage.startSweeper();
    Thread second = onlySweeper();
    storage.close();
    assertEnds(second);
    assertThatThrownBy(storage::sweep)
        .isInstanceOf(CacheException.class)
        .hasMessage("sweep: the storage memory is closed; open a new one");
    assertThatThrownBy(storage::startSweeper)
        .isInstanceOf(CacheException.class)
        .hasMessage("startSweeper: the storage memory is closed; open a new one");
  }

  @Test
  void check_changesNothing() {
    MemoryStorageConfig config =
        Opened.with(clock, EvictionPolicy.LRU).maxEntries(1).listener(heard).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      storage.save(key("a"), VALUE, SaveOptions.defaults());
      assertThat(storage.check().isOk()).isTrue();
      assertThat(storage.exists(key("a"))).isTrue();
      assertThat(storage.stats().hits() + storage.stats().misses()).isZero();
      assertThat(heard.evictions).isEmpty();
    }
  }

  private static Thread onlySweeper() {
    List<Thread> all = sweepers();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** Fails for a thread that sleeps on until its interval, an hour, is over. */
  private static void assertEnds(Thread woken) throws InterruptedException {
    woken.join(120_000);
    assertThat(woken.isAlive()).isFalse();
  }

  private static List<Thread> sweepers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("larder-sweeper-memory"))
        .toList();
  }
}
