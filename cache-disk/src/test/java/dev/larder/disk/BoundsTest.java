package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bounds on bytes, entries and files. */
final class BoundsTest {

  private static final int PROCESSES = 8;

  @TempDir Path root;

  private long files(String suffix) throws IOException {
    return Bits.files(root).stream().filter(file -> file.toString().endsWith(suffix)).count();
  }

  /** Returns how many files there were between two looks: during one of them they come and go. */
  private long filesAtOnce() throws IOException {
    Set<Path> files = new HashSet<>(Bits.files(root));
    files.retainAll(Set.copyOf(Bits.files(root)));
    return files.stream()
        .map(Path::toString)
        .filter(file -> file.endsWith(".val") || file.endsWith(".seg"))
        .count();
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
            assertThat(filesAtOnce()).isLessThanOrEqualTo(maxFiles + PROCESSES + 1);
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

  /** Returns a process that has stopped while it saves the entry that is next to be evicted. */
  private Child holdingTheOldest(DiskStorage storage) {
    Child child = Child.start(Actor.class, root);
    assertThat(child.ask("save first value")).isEqualTo("saved");
    storage.save(Stores.key("held"), Blob.ofText("old"), SaveOptions.defaults());
    assertThat(storage.exists(Stores.key("first"))).isTrue();
    assertThat(storage.load(Stores.key("first"))).isPresent();
    assertThat(child.ask("stop FORCE")).isEqualTo("will stop");
    assertThat(child.ask("save held new")).isEqualTo("stopped");
    return child;
  }

  private DiskStorage forTwo() {
    return DiskStorage.open(DiskStorageConfig.builder(root).maxEntries(2).build());
  }

  @Test
  void oldestHeldByADeadProcess_isEvicted() {
    try (DiskStorage storage = forTwo();
        Child child = holdingTheOldest(storage)) {
      child.kill();
      child.exit();
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> save(storage, "another"));
      assertThat(storage.usage().entries()).isEqualTo(2);
      assertThat(storage.exists(Stores.key("another"))).isTrue();
    }
  }

  @Test
  void oldestHeldByAStoppedProcess_staysAndAnotherIsEvicted() {
    try (DiskStorage storage = forTwo();
        Child child = holdingTheOldest(storage)) {
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> save(storage, "another"));
      assertThat(storage.usage().entries()).isEqualTo(2);
      assertThat(storage.exists(Stores.key("held"))).isTrue();
      assertThat(child.ask("go on")).isEqualTo("saved");
    }
  }

  @Test
  void allHeldByAStoppedProcess_isNotWaitedForForEver() {
    DiskStorageConfig one = DiskStorageConfig.builder(root).maxEntries(1).build();
    CacheKey other = otherOfTheStripe(Stores.key("held"));
    try (DiskStorage storage = DiskStorage.open(one);
        Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("save " + other.name() + " value")).isEqualTo("saved");
      assertThat(child.ask("save held value")).isEqualTo("saved");
      assertThat(child.ask("stop FORCE")).isEqualTo("will stop");
      assertThat(child.ask("save held new")).isEqualTo("stopped");
      // The one that it saves is the only one that it can evict.
      assertTimeoutPreemptively(Duration.ofSeconds(20), () -> save(storage, "another"));
      assertThat(storage.usage().entries()).isEqualTo(2);
      assertThat(child.ask("go on")).isEqualTo("saved");
      save(storage, "another");
      assertThat(storage.usage().entries()).isEqualTo(1);
    }
  }

  private static CacheKey otherOfTheStripe(CacheKey key) {
    for (int i = 0; ; i++) {
      CacheKey other = Stores.key(i);
      if (KeyBytes.of(other).stripe == KeyBytes.of(key).stripe) {
        return other;
      }
    }
  }

  private static void save(DiskStorage storage, String name) {
    storage.save(Stores.key(name), Blob.ofText("value"), SaveOptions.defaults());
  }
}
