package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits that are not what they were. */
final class DamageTest {

  private static final int ENTRIES = 4;

  @TempDir(factory = MemoryDirectory.class)
  Path temporary;

  private final FakeClock clock = new FakeClock();

  private DiskStorage open(Path root) {
    return DiskStorage.open(
        Stores.config(root, clock).sync(SyncPolicy.NONE).largeValue(100).build());
  }

  private static Blob value(int i) {
    return Blob.ofText(("value " + i + " ").repeat(i == 0 ? 30 : 2));
  }

  private Path filled() {
    Path root = temporary.resolve("store");
    try (DiskStorage storage = open(root)) {
      for (int i = 0; i < ENTRIES; i++) {
        storage.save(Stores.key(i), value(i), SaveOptions.defaults());
      }
    }
    return root;
  }

  @Test
  void damagedLargeFile_isAMissCountedAndPutAside() throws IOException {
    Path root = filled();
    Path file =
        Bits.files(root).stream()
            .filter(f -> f.toString().endsWith(".val"))
            .findFirst()
            .orElseThrow();
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
    try (DiskStorage storage = open(root)) {
      assertThat(storage.verify(false).damaged()).containsExactly(Stores.key(0));
      assertThat(storage.load(Stores.key(0))).isEmpty();
      assertThat(storage.exists(Stores.key(0))).isFalse();
      assertThat(storage.stats().evictions(EvictionCause.CORRUPT)).isEqualTo(1);
      assertThat(storage.verify(true).isOk()).isTrue();
    }
    assertThat(root.resolve("quarantine").resolve(file.getFileName())).exists();
  }

  @Test
  void repair_removesWhatIsDamaged() throws IOException {
    Path root = filled();
    Path file =
        Bits.files(root).stream()
            .filter(f -> f.toString().endsWith(".val"))
            .findFirst()
            .orElseThrow();
    Files.delete(file);
    try (DiskStorage storage = open(root)) {
      assertThat(storage.verify(true).damaged()).containsExactly(Stores.key(0));
      assertThat(storage.verify(true).damaged()).isEmpty();
      assertThat(storage.exists(Stores.key(0))).isFalse();
    }
  }
}
