package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.disk.RecordingMedium.Event;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was taken away does not come back with a power cut. */
final class RemovalsTest {

  private static final int CUTS = 30;
  private static final CacheKey KEY = Stores.key("a");

  @TempDir(factory = MemoryDirectory.class)
  Path temporary;

  private final FakeClock clock = new FakeClock();
  private final RecordingMedium medium = new RecordingMedium();
  private Path root = Path.of("");

  @BeforeEach
  void setUp() {
    root = temporary.resolve("store");
  }

  private DiskStorage open(Path directory, Medium over) {
    return DiskStorage.open(Stores.config(directory, clock).sync(SyncPolicy.BATCH).build(), over);
  }

  private static void save(DiskStorage storage, String value) {
    storage.save(KEY, Blob.ofText(value), SaveOptions.defaults());
  }

  /** Has the power fail after that many calls, in many ways. */
  private void assertHoldsAfterACut(List<Event> events, int end, String value) throws IOException {
    for (int seed = 0; seed < CUTS; seed++) {
      Path left = temporary.resolve("left");
      new PowerCut(events, end, new Random(seed)).leave(root, left);
      try (DiskStorage storage = open(left, new RealMedium())) {
        assertThat(storage.load(KEY).map(Entry::value).map(Blob::toText).orElse("nothing"))
            .as("cut after call " + end + ", seed " + seed)
            .isEqualTo(value);
      }
      Bits.remove(left);
    }
  }

  /** The directory was not in its place when the writer looked, after the sync. */
  @Test
  void saveThatFailedAfterItsSync_staysUndone() throws IOException {
    Path aside = temporary.resolve("aside");
    try (DiskStorage storage = open(root, medium)) {
      save(storage, "old");
      Files.move(root, aside);
      assertThatThrownBy(() -> save(storage, "new")).isInstanceOf(CacheException.class);
      Files.move(aside, root);
      assertHoldsAfterACut(medium.events, medium.events.size(), "old");
    }
  }

  /** The process that compacted before was killed between a removal and its sync. */
  @Test
  void segmentOfATombstone_isRemovedAfterWhatItHides() throws IOException {
    try (DiskStorage storage = open(root, medium)) {
      save(storage, "old");
    }
    try (DiskStorage storage = open(root, medium)) {
      storage.delete(KEY);
    }
    medium.delete(new Layout(root).segment(1));
    int before = medium.events.size();
    try (DiskStorage storage = open(root, medium)) {
      assertThat(storage.compact()).isTrue();
      assertThat(new Layout(root).segment(2)).doesNotExist();
    }
    for (int end = before; end <= medium.events.size(); end++) {
      assertHoldsAfterACut(medium.events, end, "nothing");
    }
  }
}
