package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Room is given back, and nothing comes or goes with it. */
final class CompactionTest {

  @TempDir Path root;
  private final FakeClock clock = new FakeClock();
  private final Random random = new Random(1);

  private DiskStorage open() {
    return DiskStorage.open(Stores.config(root, clock).sync(SyncPolicy.NONE).build());
  }

  private static String loaded(DiskStorage storage, int key) {
    return storage.load(Stores.key(key)).map(Entry::value).map(Blob::toText).orElse(null);
  }

  private void change(DiskStorage storage, Map<Integer, String> expected, int times) {
    for (int i = 0; i < times; i++) {
      int key = random.nextInt(300);
      if (random.nextInt(3) == 0) {
        assertThat(storage.delete(Stores.key(key))).isEqualTo(expected.remove(key) != null);
      } else {
        String value = i + " " + "x".repeat(random.nextInt(400));
        storage.save(Stores.key(key), Blob.ofText(value), SaveOptions.defaults());
        expected.put(key, value);
      }
    }
  }

  private static void assertHolds(DiskStorage storage, Map<Integer, String> expected) {
    for (int key = 0; key < 300; key++) {
      assertThat(loaded(storage, key)).as("of " + key).isEqualTo(expected.get(key));
    }
    assertThat(storage.stats().entries()).hasValue(expected.size());
  }

  @Test
  void compactedAgainAndAgain_holdsTheSame() {
    Map<Integer, String> expected = new HashMap<>();
    for (int round = 0; round < 12; round++) {
      try (DiskStorage storage = open()) {
        change(storage, expected, 1500);
        if (round % 3 != 2) {
          assertThat(storage.compact()).isTrue();
        }
        assertHolds(storage, expected);
        change(storage, expected, 100);
        assertHolds(storage, expected);
        VerifyReport report = storage.verify(false);
        assertThat(report.isOk()).as(report.toString()).isTrue();
      }
    }
  }

  @Test
  void deletedEntries_leaveNothing() {
    try (DiskStorage storage = open()) {
      for (int i = 0; i < 2000; i++) {
        storage.save(Stores.key(i), Blob.ofText("value " + i), SaveOptions.defaults());
      }
      for (int i = 0; i < 2000; i++) {
        storage.delete(Stores.key(i));
      }
      storage.compact();
      assertThat(storage.usage().deadBytes()).isZero();
    }
  }

  /** It is a view of the segment, which is removed. */
  @Test
  void heldValue_outlivesOverwriteCompactionAndClose() {
    String value = "held ".repeat(1000);
    Blob held;
    try (DiskStorage storage = open()) {
      storage.save(Stores.key("a"), Blob.ofText(value), SaveOptions.defaults());
      held = storage.load(Stores.key("a")).orElseThrow().value();
      storage.save(Stores.key("a"), Blob.ofText("new"), SaveOptions.defaults());
      assertThat(storage.compact()).isTrue();
      assertThat(new Layout(root).segment(1)).doesNotExist();
    }
    assertThat(held.toText()).isEqualTo(value);
  }

  @Test
  void overwrittenTenTimes_staysBelowTwiceWhatIsAliveAndASegment() {
    try (DiskStorage storage = open()) {
      for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 1000; i++) {
          storage.save(Stores.key(i), Blob.ofText("y".repeat(500)), SaveOptions.defaults());
        }
        DiskUsage usage = storage.usage();
        // Two segments are being written: one by the savers, one by the compaction.
        assertThat(usage.deadBytes())
            .as("after round " + round)
            .isLessThan(usage.liveBytes() + 3 * DiskStorageConfig.MIN_SEGMENT_SIZE);
      }
    }
  }
}
