package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds on bytes, entries and files. */
final class BoundsTest {

  private static final int PROCESSES = 8;

  @TempDir Path root;

  private long files(String suffix) throws IOException {
    return Bits.files(root).stream().filter(file -> file.toString().endsWith(suffix)).count();
  }

  /** Looks again and again, until all processes have ended well. */
  private void whileFilling(Filler.Room room, int processes, Look look) throws IOException {
    List<Child> children = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      children.add(Child.start(Filler.class, root, i, room));
    }
    while (children.stream().anyMatch(Child::isAlive)) {
      look.take();
    }
    for (Child child : children) {
      try (child) {
        String line = child.line();
        assertThat(child.exit()).as(line + child.rest()).isZero();
        assertThat(line).isEqualTo("filled");
      }
    }
  }

  private interface Look {
    void take() throws IOException;
  }

  @Test
  void manyProcessesAtOnce_keepTheBoundsOnBytesAndEntries() throws IOException {
    DiskStorageConfig config = Filler.Room.BYTES_AND_ENTRIES.config(root);
    long maxEntries = config.maxEntries().orElseThrow();
    try (DiskStorage storage = DiskStorage.open(config)) {
      whileFilling(
          Filler.Room.BYTES_AND_ENTRIES,
          PROCESSES,
          () -> {
            // Each may be between its save and making room for it.
            DiskUsage usage = storage.usage();
            assertThat(usage.entries()).isLessThanOrEqualTo(maxEntries + PROCESSES);
            assertThat(usage.liveBytes())
                .isLessThan(config.maxSize() + PROCESSES * (Filler.LARGE + 8200L));
          });
      DiskUsage usage = storage.usage();
      assertThat(usage.entries()).isBetween(1L, maxEntries);
      assertThat(usage.liveBytes()).isLessThanOrEqualTo(config.maxSize());
      assertThat(usage.largeFiles()).isEqualTo(files(".val"));
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @Test
  void manyProcessesAtOnce_keepTheBoundOnFiles() throws IOException {
    DiskStorageConfig config = Filler.Room.FILES.config(root);
    long maxFiles = config.maxFiles().orElseThrow();
    try (DiskStorage storage = DiskStorage.open(config)) {
      whileFilling(
          Filler.Room.FILES,
          PROCESSES / 2,
          () -> {
            // Each may have saved a value and begun a segment before it makes room, and the one
            // that compacts another segment.
            long files = files(".val") + files(".seg");
            assertThat(files).isLessThanOrEqualTo(maxFiles + PROCESSES + 1);
          });
      storage.compact();
      storage.save(Stores.key("last"), Blob.ofText("value"), SaveOptions.defaults());
      DiskUsage usage = storage.usage();
      assertThat(usage.files()).isBetween(maxFiles / 2, maxFiles);
      assertThat(files(".val")).isEqualTo(usage.largeFiles());
      assertThat(files(".seg")).isEqualTo(usage.segments());
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @Test
  void moreLargeValuesThanFiles_leaveTheNewestAndAllSmallOnes() throws IOException {
    DiskStorageConfig config =
        DiskStorageConfig.builder(root).sync(SyncPolicy.NONE).largeValue(1000).maxFiles(16).build();
    try (DiskStorage storage = DiskStorage.open(config)) {
      for (int i = 0; i < 500; i++) {
        storage.save(Stores.key("small/" + i), Blob.ofText("x"), SaveOptions.defaults());
      }
      for (int i = 0; i < 100; i++) {
        storage.save(Stores.key("large/" + i), Blob.wrap(new byte[2000]), SaveOptions.defaults());
        assertThat(files(".val") + files(".seg")).isLessThanOrEqualTo(16);
      }
      assertThat(storage.exists(Stores.key("large/99"))).isTrue();
      assertThat(storage.usage().largeFiles()).isGreaterThan(10);
      assertThat(storage.usage().entries()).isEqualTo(500 + storage.usage().largeFiles());
    }
  }
}
