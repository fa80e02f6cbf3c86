package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a storage says that it takes and did. */
final class DiskUsageTest {

  @TempDir Path root;
  private final FaultyMedium medium = new FaultyMedium();

  private DiskStorage open(SyncPolicy policy) {
    return DiskStorage.open(
        Stores.config(root, new FakeClock()).sync(policy).largeValue(1000).build(), medium);
  }

  private static void save(DiskStorage storage, String name, int size) {
    storage.save(Stores.key(name), Blob.wrap(new byte[size]), SaveOptions.defaults());
  }

  @Test
  void entriesFilesAndBytes_areThoseOfWhatIsThere() {
    try (DiskStorage storage = open(SyncPolicy.NONE)) {
      assertThat(storage.usage()).isEqualTo(new DiskUsage(0, 0, 0, 0, 0, 0, 0, 0));
      save(storage, "small", 100);
      save(storage, "large", 5000);
      DiskUsage before = storage.usage();
      assertThat(before.entries()).isEqualTo(2);
      assertThat(before.liveBytes()).isBetween(5100L, 5400L);
      assertThat(before.deadBytes()).isZero();
      assertThat(before.segments()).isEqualTo(1);
      assertThat(before.largeFiles()).isEqualTo(1);
      assertThat(before.files()).isEqualTo(2);

      save(storage, "small", 100);
      storage.delete(Stores.key("large"));
      DiskUsage after = storage.usage();
      assertThat(after.entries()).isEqualTo(1);
      assertThat(after.liveBytes()).isBetween(100L, 200L);
      assertThat(after.deadBytes()).isPositive();
      assertThat(after.files()).isEqualTo(1);
      assertThat(after.records()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"NONE, 0", "ALWAYS, 10", "BATCH, 10"})
  void savesOfOneThread_shareNoSync(SyncPolicy policy, long syncs) {
    try (DiskStorage storage = open(policy)) {
      for (int i = 0; i < 10; i++) {
        save(storage, "a" + i, 10);
      }
      assertThat(storage.usage().records()).isEqualTo(10);
      assertThat(storage.usage().syncs()).isEqualTo(syncs);
      assertThat(storage.usage().sharedSyncs()).isZero();
    }
  }

  @Test
  void savesDuringASync_shareTheNext() throws Exception {
    try (DiskStorage storage = open(SyncPolicy.BATCH)) {
      save(storage, "first", 10);
      List<Thread> others = List.of(saver(storage, "b"), saver(storage, "c"));
      AtomicBoolean started = new AtomicBoolean();
      medium.fail(
          (call, file) -> {
            if (call == Call.FORCE && started.compareAndSet(false, true)) {
              others.forEach(DiskUsageTest::startAndAwaitThatItWaits);
            }
            return null;
          });
      save(storage, "a", 10);
      for (Thread other : others) {
        other.join(60_000);
      }
      DiskUsage usage = storage.usage();
      assertThat(usage.records()).isEqualTo(4);
      assertThat(usage.syncs()).isEqualTo(3);
      assertThat(usage.sharedSyncs()).isEqualTo(1);
    }
  }

  private static Thread saver(DiskStorage storage, String name) {
    return new Thread(() -> save(storage, name, 10));
  }

  private static void startAndAwaitThatItWaits(Thread saver) {
    saver.start();
    while (saver.isAlive() && saver.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
