package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.memory.Opened.Eviction;
import dev.larder.memory.Opened.Heard;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageStats;
import dev.larder.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bounds on entries and bytes, alone, together, and under many writers. */
final class BoundsTest {

  private static final SaveOptions PLAIN = SaveOptions.defaults();
  private static final int WRITERS = 16;

  private final FakeClock clock = new FakeClock();
  private final Heard heard = new Heard();

  private MemoryStorageConfig.Builder config(EvictionPolicy policy) {
    return Opened.with(clock, policy).listener(heard);
  }

  private static Blob bytes(int size) {
    return Blob.wrap(new byte[size]);
  }

  private static long entries(MemoryStorage storage) {
    return storage.stats().entries().orElseThrow();
  }

  private static long held(MemoryStorage storage) {
    return storage.stats().bytes().orElseThrow();
  }

  /** Lets sixteen threads save distinct keys; returns the largest that the probe ever answered. */
  private static long peak(MemoryStorage storage, int size, Callable<Long> probe) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      AtomicLong peak = new AtomicLong();
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        int writer = w;
        writers.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 3_000; i++) {
                    storage.save(key(writer + "/" + i), bytes(size), PLAIN);
                    peak.accumulateAndGet(probe.call(), Math::max);
                  }
                  return null;
                }));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      return peak.get();
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sixteenWriters_neverExceedEntriesByMoreThanThemselves(EvictionPolicy policy)
      throws Exception {
    try (MemoryStorage storage = MemoryStorage.open(config(policy).maxEntries(100).build())) {
      assertThat(peak(storage, 10, () -> entries(storage))).isBetween(100L, 100L + WRITERS);
      assertThat(entries(storage)).isEqualTo(100);
      assertThat(storage.stats().evictions(EvictionCause.SIZE)).isEqualTo(WRITERS * 3_000 - 100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sixteenWriters_neverExceedBytesByMoreThanThemselves(EvictionPolicy policy) throws Exception {
    try (MemoryStorage storage = MemoryStorage.open(config(policy).maxSize(100_000).build())) {
      assertThat(peak(storage, 700, () -> held(storage)))
          .isBetween(98_000L, 100_000L + WRITERS * 1_024);
      assertThat(held(storage)).isBetween(98_000L, 100_000L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void sixteenWriters_exceedNeitherBoundWhenBytesFillFirst(EvictionPolicy policy) throws Exception {
    MemoryStorageConfig both = config(policy).maxEntries(10_000).maxSize(100_000).build();
    try (MemoryStorage storage = MemoryStorage.open(both)) {
      assertThat(peak(storage, 700, () -> held(storage)))
          .isBetween(98_000L, 100_000L + WRITERS * 1_024);
      assertThat(held(storage)).isBetween(98_000L, 100_000L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void belowBothBounds_nothingIsEvicted(EvictionPolicy policy) {
    MemoryStorageConfig both = config(policy).maxEntries(10).maxSize(10_000).build();
    try (MemoryStorage storage = MemoryStorage.open(both)) {
      for (int i = 0; i < 9; i++) {
        storage.save(key(i), bytes(100), PLAIN);
      }
      storage.save(key("large"), bytes(6_000), PLAIN);
      assertThat(entries(storage)).isEqualTo(10);
      assertThat(heard.evictions).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothBounds_holdWhicheverFillsFirst(EvictionPolicy policy) {
    MemoryStorageConfig both = config(policy).maxEntries(50).maxSize(50_000).build();
    try (MemoryStorage storage = MemoryStorage.open(both)) {
      for (int i = 0; i < 2_000; i++) {
        int size = i / 500 % 2 == 0 ? 10 : 3_000;
        storage.save(key(i), bytes(size), PLAIN);
        assertThat(entries(storage)).isLessThanOrEqualTo(50);
        assertThat(held(storage)).isLessThanOrEqualTo(50_000);
        if (i == 499 || i == 1_499) {
          assertThat(entries(storage)).isEqualTo(50);
        }
      }
      assertThat(held(storage)).isGreaterThan(46_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptyValues_areBoundedByBytesToo(EvictionPolicy policy) {
    try (MemoryStorage storage = MemoryStorage.open(config(policy).maxSize(100_000).build())) {
      for (int i = 0; i < 10_000; i++) {
        storage.save(key(i), Blob.empty(), PLAIN);
      }
      assertThat(entries(storage)).isBetween(350L, 100_000L / MemoryStorageConfig.ENTRY_OVERHEAD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void overwritingAtTheBoundOnBytes_evictsNothing(EvictionPolicy policy) {
    try (MemoryStorage storage = MemoryStorage.open(config(policy).maxSize(100_000).build())) {
      int count = 0;
      while (held(storage) + 1_000 < 100_000) {
        storage.save(key(count++), bytes(500), PLAIN);
      }
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < count; i++) {
          storage.save(key(i), bytes(500 - round), PLAIN);
        }
      }
      assertThat(entries(storage)).isEqualTo(count);
      assertThat(heard.evictions).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesOfReplacedAndDeletedEntries_areGivenBack(EvictionPolicy policy) {
    try (MemoryStorage storage = MemoryStorage.open(config(policy).build())) {
      SaveOptions labelled = PLAIN.withAttribute("a", "ä€").withTags("x", "y");
      storage.save(key("a"), bytes(5_000), labelled.withTtl(Duration.ofMillis(5)));
      assertThat(held(storage)).isGreaterThan(5_000 + 3 * 128);
      storage.save(key("a"), bytes(10), PLAIN);
      assertThat(held(storage)).isEqualTo(272);
      storage.save(key("b"), bytes(10), PLAIN.withTtl(Duration.ofMillis(5)));
      storage.delete(key("a"));
      assertThat(held(storage)).isEqualTo(272);
      clock.advance(Duration.ofMillis(5));
      assertThat(held(storage)).isZero();
      assertThat(entries(storage)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiredEntries_makeRoomFirstAndCountAsExpiredOnce(EvictionPolicy policy) {
    try (MemoryStorage storage = MemoryStorage.open(config(policy).maxEntries(100).build())) {
      for (int i = 0; i < 50; i++) {
        storage.save(key("lasting/" + i), bytes(1), PLAIN);
      }
      for (int i = 0; i < 50; i++) {
        storage.save(key("passing/" + i), bytes(1), PLAIN.withTtl(Duration.ofMillis(10)));
      }
      clock.advance(Duration.ofMillis(10));
      for (int i = 0; i < 50; i++) {
        storage.save(key("new/" + i), bytes(1), PLAIN);
      }
      StorageStats stats = storage.stats();
      assertThat(stats.evictions(EvictionCause.EXPIRED)).isEqualTo(50);
      assertThat(stats.evictions(EvictionCause.SIZE)).isZero();
      assertThat(stats.entries()).hasValue(100);
      assertThat(heard.evictions).hasSize(50).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource
  void largeValue_isGivenTheRoomOfExpiredOnes(EvictionPolicy policy) {
    MemoryStorageConfig both = config(policy).maxEntries(100).maxSize(20_000).build();
    try (MemoryStorage storage = MemoryStorage.open(both)) {
      storage.save(key("lasting"), bytes(1), PLAIN);
      for (int i = 0; i < 10; i++) {
        storage.save(key(i), bytes(1_000), PLAIN.withTtl(Duration.ofMillis(10)));
      }
      clock.advance(Duration.ofMillis(10));
      storage.save(key("large"), bytes(18_000), PLAIN);
      assertThat(storage.exists(key("lasting"))).isTrue();
      assertThat(storage.exists(key("large"))).isTrue();
      assertThat(heard.evictions).extracting(Eviction::cause).containsOnly(EvictionCause.EXPIRED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void valueThatCannotFit_isTooLargeAndTheOldOneStays(EvictionPolicy policy) {
    try (MemoryStorage storage = MemoryStorage.open(config(policy).maxSize(2_048).build())) {
      assertThat(storage.info().maxValueSize()).isEqualTo(2_048 - 256);
      storage.save(key("a"), bytes(1), PLAIN);
      assertThatThrownBy(() -> storage.save(key("a"), bytes(1_793), PLAIN))
          .isInstanceOf(CacheException.class)
          .hasMessage(
              "save t/a: the value has 1793 bytes or more, and memory takes at most 1792; raise the"
                  + " limit or keep large values elsewhere");
      assertThatThrownBy(() -> storage.save(key("a"), bytes(1_792), PLAIN))
          .isInstanceOfSatisfying(
              CacheException.class,
              e -> assertThat(e.code()).isEqualTo(CacheException.Code.TOO_LARGE))
          .hasMessage(
              "save t/a: the entry counts for 2056 bytes, and memory holds at most 2048 in all;"
                  + " raise maxSize or keep large values elsewhere");
      assertThat(storage.load(key("a")).orElseThrow().value().size()).isEqualTo(1);
      storage.save(key("a"), bytes(1_791), PLAIN);
      assertThat(storage.exists(key("a"))).isTrue();
    }
  }
}
