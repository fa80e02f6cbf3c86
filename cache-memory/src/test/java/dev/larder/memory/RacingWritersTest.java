package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageStats;
import dev.larder.testkit.FakeClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers of the same few keys, which replace, evict and outlive one another's entries. */
@Timeout(600)
final class RacingWritersTest {

  private static final int WRITERS = 8;

  private static void race(Runnable write) throws Exception {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            WRITERS,
            work -> {
              Thread writer = new Thread(work);
              // One that hangs must fail the test, not keep the JVM.
              writer.setDaemon(true);
              return writer;
            });
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        writers.add(pool.submit(write));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void replacingAtBothBounds_neitherHangsNorExceedsThem(EvictionPolicy policy) throws Exception {
    int most = 5;
    MemoryStorageConfig both =
        Opened.with(new FakeClock(), policy).maxEntries(most).maxSize(4_096).build();
    Blob large = Blob.wrap(new byte[2_900]);
    AtomicLong peak = new AtomicLong();
    try (MemoryStorage storage = MemoryStorage.open(both)) {
      race(
          () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            for (int i = 0; i < 10_000; i++) {
              CacheKey key = key(random.nextInt(most + 2));
              Blob value = random.nextInt(3) == 0 ? Blob.empty() : large;
              storage.save(key, value, SaveOptions.defaults());
              peak.accumulateAndGet(storage.stats().entries().orElseThrow(), Math::max);
            }
          });
      assertThat(peak.get()).isLessThanOrEqualTo(most + WRITERS);
      StorageStats stats = storage.stats();
      assertThat(stats.entries().orElseThrow()).isBetween(1L, (long) most);
      assertThat(stats.bytes().orElseThrow()).isBetween(256L, 4_096L);
    }
  }

  private static MemoryEntry entry(CacheKey key, int size) {
    Stamp stamp = new Stamp(0, 0, 0, 1);
    return new ExpiringEntry(key, Blob.wrap(new byte[size]), null, stamp, 1_000);
  }

  private static BoundedEntries entries(EvictionPolicy policy) {
    MemoryStorageConfig both =
        Opened.with(new FakeClock(), policy).maxEntries(5).maxSize(4_096).build();
    return new BoundedEntries(both, () -> 0, (key, cause) -> {});
  }

  @ParameterizedTest
  @EnumSource
  void writesThatTheClosingOvertook_leaveNothing(EvictionPolicy policy) {
    BoundedEntries entries = entries(policy);
    entries.close();
    entries.put(key("a"), entry(key("a"), 1), 0);
    assertThat(entries.size()).isZero();
    assertThat(entries.putIfAbsent(key("b"), entry(key("b"), 1), 0)).isTrue();
    assertThat(entries.size()).isZero();
    assertThat(entries.bytes()).isZero();
    assertThat(entries.removeExpired()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void closingAmongWriters_leavesNothingAndHangsNobody(EvictionPolicy policy) throws Exception {
    for (int round = 0; round < 300; round++) {
      BoundedEntries entries = entries(policy);
      AtomicLong writes = new AtomicLong();
      race(
          () -> {
            for (int i = 0; i < 40; i++) {
              CacheKey key = key(ThreadLocalRandom.current().nextInt(7));
              entries.put(key, entry(key, 2_900), 0);
              if (writes.incrementAndGet() == 100) {
                entries.close();
              }
            }
          });
      assertThat(entries.size()).isZero();
      assertThat(entries.bytes()).isZero();
    }
  }
}
