package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One process compacts for all, until it does not go on. */
final class CompactingProcessesTest {

  private static final int ENTRIES = 20;

  @TempDir Path root;

  private DiskStorage open() {
    return DiskStorage.open(
        DiskStorageConfig.builder(root)
            .sync(SyncPolicy.NONE)
            .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
            .build());
  }

  private static String value(int round, int i) {
    return round + "/" + i + " ".repeat(500);
  }

  private static void saveAll(DiskStorage storage, int round) {
    for (int i = 0; i < ENTRIES; i++) {
      storage.save(Stores.key(i), Blob.ofText(value(round, i)), SaveOptions.defaults());
    }
  }

  private static void assertHolds(DiskStorage storage, int round) {
    for (int i = 0; i < ENTRIES; i++) {
      assertThat(storage.load(Stores.key(i)).map(Entry::value).map(Blob::toText))
          .hasValue(value(round, i));
    }
    assertThat(storage.verify(false).isOk()).isTrue();
  }

  /** Returns a process that has stopped while it compacts what the first two rounds have left. */
  private Child compacting(Call where) {
    try (DiskStorage storage = open()) {
      saveAll(storage, 0);
      // Too little for a compaction to begin by itself.
      saveAll(storage, 1);
    }
    Child child = Child.start(Actor.class, root);
    assertThat(child.ask("stop " + where)).isEqualTo("will stop");
    assertThat(child.ask("compact")).isEqualTo("stopped");
    return child;
  }

  /** Before it copies, before the copies are published, and before it removes what it copied. */
  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE", "DELETE"})
  void killedWhileItCompacts_isSucceeded(Call where) {
    try (Child child = compacting(where);
        DiskStorage storage = open()) {
      assertThat(storage.compact()).isFalse();
      assertHolds(storage, 1);
      child.kill();
      child.exit();
      assertThat(storage.compact()).isTrue();
      assertThat(storage.usage().deadBytes()).isZero();
      assertHolds(storage, 1);
    }
    try (DiskStorage storage = open()) {
      assertHolds(storage, 1);
      assertThat(storage.usage().deadBytes()).isZero();
    }
  }

  @Test
  void stoppedWhileItCompacts_isWaitedForByWritersButNotForLong() {
    try (Child child = compacting(Call.DELETE);
        DiskStorage storage = open()) {
      int round = 1;
      while (storage.usage().deadBytes() <= 2L * DiskStorageConfig.MIN_SEGMENT_SIZE) {
        saveAll(storage, ++round);
      }
      long begin = System.nanoTime();
      storage.save(Stores.key("late"), Blob.ofText("value"), SaveOptions.defaults());
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(100));
      assertHolds(storage, round);

      assertThat(child.ask("go on")).isEqualTo("compacted");
      while (storage.usage().deadBytes() > DiskStorageConfig.MIN_SEGMENT_SIZE) {
        // By whichever of the two gets to it first.
        LockSupport.parkNanos(1_000_000);
      }
      assertHolds(storage, round);
    }
  }
}
