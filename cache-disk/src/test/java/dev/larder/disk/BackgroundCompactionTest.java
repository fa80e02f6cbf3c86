package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The thread that compacts: how fast, and how it ends. */
final class BackgroundCompactionTest {

  private static final String THREAD = "larder-disk-compaction";
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int SMALL_SEGMENT = (int) DiskStorageConfig.MIN_SEGMENT_SIZE;
  private static final String FILLING = "x".repeat(1000);

  @TempDir(factory = MemoryDirectory.class)
  Path root;

  private final FaultyMedium medium = new FaultyMedium();

  private DiskStorage open(long segmentSize, long bytesPerSecond) {
    DiskStorageConfig config =
        DiskStorageConfig.builder(root)
            .sync(SyncPolicy.NONE)
            .segmentSize(segmentSize)
            .compactionSpeed(bytesPerSecond)
            .build();
    return DiskStorage.open(config, medium);
  }

  private static Blob value(int i, int round) {
    return Blob.ofText(i + "/" + round + FILLING);
  }

  /** Which of two values the entry has in the end. */
  private static int lastRound(int i) {
    return i % 3 == 0 ? 0 : 1;
  }

  private static void save(DiskStorage storage, int i, int round) {
    storage.save(Stores.key(i), value(i, round), SaveOptions.defaults());
  }

  /** Two thirds of the entries twice: so much garbage that it is removed, but not by the savers. */
  private static void fill(DiskStorage storage, int entries) {
    for (int i = 0; i < entries; i++) {
      save(storage, i, 0);
    }
    for (int i = 0; i < entries; i++) {
      if (lastRound(i) == 1) {
        save(storage, i, 1);
      }
    }
  }

  private static void assertHoldsAll(DiskStorage storage, int entries) {
    for (int i = 0; i < entries; i++) {
      assertThat(storage.load(Stores.key(i)).map(Entry::value)).hasValue(value(i, lastRound(i)));
    }
    assertThat(storage.stats().entries()).hasValue(entries);
    assertThat(storage.verify(false).isOk()).isTrue();
  }

  /** What it says at any moment holds on the slowest machine, too. */
  @Test
  void compaction_keepsToItsSpeed() throws IOException {
    int speed = 8 * SMALL_SEGMENT;
    // No segment is left with more room than a record takes.
    int least = SMALL_SEGMENT - 2 * FILLING.length();
    long begin = System.nanoTime();
    try (DiskStorage storage = open(SMALL_SEGMENT, speed)) {
      fill(storage, 2000);
      Set<Path> before = Set.copyOf(segments());
      int removed = 0;
      while (removed < 8) {
        LockSupport.parkNanos(1_000_000);
        removed = before.size() - (int) before.stream().filter(Files::exists).count();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        // The pause for a segment is made after it is removed.
        long bytes = (removed - 1L) * least;
        assertThat(took)
            .isGreaterThanOrEqualTo(Duration.ofNanos(TimeUnit.SECONDS.toNanos(bytes) / speed))
            .isLessThan(LONG);
      }
      assertHoldsAll(storage, 2000);
    }
  }

  private Collection<Path> segments() throws IOException {
    return Bits.files(new Layout(root).segments()).stream()
        .filter(file -> Layout.segmentNumber(file) > 0)
        .toList();
  }

  /** Between two segments, and between two pieces of one; it would pause for more than a minute. */
  @ParameterizedTest
  @ValueSource(longs = {64 << 10, 4 << 20})
  void close_endsARunningCompaction_andLosesNothing(long segmentSize) throws Exception {
    int entries = 8000;
    CountDownLatch copying = new CountDownLatch(1);
    DiskStorage storage = open(segmentSize, 512);
    medium.fail(
        (call, file) -> {
          if (call == Call.WRITE && Thread.currentThread().getName().equals(THREAD)) {
            copying.countDown();
          }
          return null;
        });
    fill(storage, entries);
    assertThat(copying.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    long begin = System.nanoTime();
    storage.close();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
    awaitEnd();
    try (DiskStorage again = open(segmentSize, DiskStorageConfig.COMPACTION_SPEED)) {
      assertHoldsAll(again, entries);
      assertThat(again.compact()).isTrue();
      assertThat(again.usage().deadBytes()).isZero();
      assertHoldsAll(again, entries);
    }
  }

  /** Closing waits for its work, and but a second for the thread, which may be too short for it. */
  private static void awaitEnd() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(THREAD)) {
        thread.join(LONG.toMillis());
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }
}
