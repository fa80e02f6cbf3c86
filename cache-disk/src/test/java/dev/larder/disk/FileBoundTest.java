package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bound on files where there are small values above all. */
final class FileBoundTest {

  private static final int MOST = 16;

  @TempDir Path root;

  private DiskStorageConfig.Builder config() {
    return DiskStorageConfig.builder(root)
        .sync(SyncPolicy.NONE)
        .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
        .largeValue(5000)
        .maxFiles(MOST);
  }

  private static void save(DiskStorage storage, String name, int size) {
    storage.save(Stores.key(name), Blob.wrap(new byte[size]), SaveOptions.defaults());
  }

  private long files() throws IOException {
    return Bits.files(root).stream()
        .map(Path::toString)
        .filter(file -> file.endsWith(".val") || file.endsWith(".seg"))
        .count();
  }

  private static long size(DiskStorage storage, String name) {
    return storage.load(Stores.key(name)).map(Entry::value).map(Blob::size).orElse(-1);
  }

  @Test
  void smallValuesOfManySegments_areKeptInFewFilesBesideTheLargeOnes() throws IOException {
    try (DiskStorage storage = DiskStorage.open(config().build())) {
      for (int i = 0; i < MOST / 2; i++) {
        save(storage, "large/" + i, 10_000 + i);
      }
      for (int i = 0; i < 4000; i++) {
        save(storage, "small/" + i, 1000);
        assertThat(storage.usage().files()).as("after " + i).isLessThanOrEqualTo(MOST);
      }
      assertThat(files()).isLessThanOrEqualTo(MOST);
      assertThat(storage.usage().entries()).isEqualTo(4000 + MOST / 2);
      for (int i = 0; i < MOST / 2; i++) {
        assertThat(size(storage, "large/" + i)).isEqualTo(10_000 + i);
      }
      save(storage, "large", 20_000);
      assertThat(size(storage, "large")).isEqualTo(20_000);
      DiskUsage usage = storage.usage();
      assertThat(usage.files()).isLessThanOrEqualTo(MOST);
      assertThat(usage.largeFiles()).isGreaterThanOrEqualTo(MOST / 2);
      assertThat(usage.entries()).isEqualTo(4000 + usage.largeFiles());
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @Test
  void smallValuesWrittenAnew_areKeptInFewFiles() throws IOException {
    try (DiskStorage storage = DiskStorage.open(config().build())) {
      save(storage, "large", 20_000);
      for (int i = 0; i < 10_000; i++) {
        save(storage, "small/" + (i * i + i) % 1500, 1000 - i % 500);
        assertThat(storage.usage().files()).as("after " + i).isLessThanOrEqualTo(MOST);
      }
      assertThat(files()).isLessThanOrEqualTo(MOST);
      assertThat(size(storage, "large")).isEqualTo(20_000);
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @Test
  void boundThatIsLower_holdsFromTheFirstSaveOn() throws IOException {
    try (DiskStorage storage = DiskStorage.open(config().maxFiles(10_000).build())) {
      for (int i = 0; i < 3000; i++) {
        save(storage, "small/" + i, 1000);
      }
      assertThat(storage.usage().segments()).isGreaterThan(40);
    }
    try (DiskStorage storage = DiskStorage.open(config().build())) {
      save(storage, "large", 20_000);
      assertThat(storage.usage().files()).isLessThanOrEqualTo(MOST);
      assertThat(files()).isLessThanOrEqualTo(MOST);
      assertThat(storage.usage().entries()).isEqualTo(3001);
    }
  }

  @Test
  void moreSmallValuesThanTheLongestSegmentsHold_areEvictedAndNoLargeOne() throws IOException {
    DiskStorageConfig config = config().longestSegment(256 << 10).build();
    try (DiskStorage storage = DiskStorage.open(config)) {
      for (int i = 0; i < MOST / 2; i++) {
        save(storage, "large/" + i, 10_000 + i);
      }
      for (int i = 0; i < 2000; i++) {
        save(storage, "small/" + i, 1000);
        assertThat(storage.usage().files()).as("after " + i).isLessThanOrEqualTo(MOST);
      }
      assertThat(storage.exists(Stores.key("small/1999"))).isTrue();
      // A fourth of as many segments as there may be, with some 1030 bytes for each record.
      assertThat(storage.usage().entries()).isBetween(450L, 520L);
      for (int i = 0; i < MOST / 2; i++) {
        assertThat(size(storage, "large/" + i)).isEqualTo(10_000 + i);
      }
    }
  }
}
