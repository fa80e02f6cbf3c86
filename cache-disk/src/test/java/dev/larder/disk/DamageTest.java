package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bits that are not what they were. */
final class DamageTest {

  private static final int ENTRIES = 4;

  @TempDir Path temporary;
  private final FakeClock clock = new FakeClock();

  private DiskStorage open(Path root) {
    return DiskStorage.open(
        Stores.config(root, clock).sync(SyncPolicy.NONE).largeValue(100).build());
  }

  private static Blob value(int i) {
    return Blob.ofText(("value " + i + " ").repeat(i == 0 ? 30 : 2));
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
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

  /** Opens the store and returns how many entries it still has; all of them must be right. */
  private int served(Path root, String what) {
    int found = 0;
    try (DiskStorage storage = open(root)) {
      for (int i = 0; i < ENTRIES; i++) {
        Entry entry = storage.load(Stores.key(i)).orElse(null);
        assertThat(entry == null || entry.value().equals(value(i))).as(what).isTrue();
        found += entry == null ? 0 : 1;
      }
    }
    return found;
  }

  @Test
  void anyBitOfSegmentAndLargeFile_costsOneEntryAtTheMost() throws IOException {
    Path root = filled();
    List<Path> damageable =
        files(root).stream()
            .filter(file -> file.toString().endsWith(".seg") || file.toString().endsWith(".val"))
            .toList();
    assertThat(damageable).hasSize(2);
    for (Path file : damageable) {
      byte[] bytes = Files.readAllBytes(file);
      for (int bit = 0; bit < 8 * bytes.length; bit++) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        Path copy = temporary.resolve("copy");
        restore(root, copy);
        Files.write(copy.resolve(root.relativize(file)), flipped);
        String what = "bit " + bit + " of " + file.getFileName();
        assertThat(served(copy, what)).as(what).isGreaterThanOrEqualTo(ENTRIES - 1);
      }
    }
  }

  private static void restore(Path from, Path to) throws IOException {
    for (Path file : Files.exists(to) ? files(to) : List.<Path>of()) {
      Files.delete(file);
    }
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file));
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  @Test
  void damagedLargeFile_isAMissCountedAndPutAside() throws IOException {
    Path root = filled();
    Path file =
        files(root).stream().filter(f -> f.toString().endsWith(".val")).findFirst().orElseThrow();
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
        files(root).stream().filter(f -> f.toString().endsWith(".val")).findFirst().orElseThrow();
    Files.delete(file);
    try (DiskStorage storage = open(root)) {
      assertThat(storage.verify(true).damaged()).containsExactly(Stores.key(0));
      assertThat(storage.verify(true).damaged()).isEmpty();
      assertThat(storage.exists(Stores.key(0))).isFalse();
    }
  }
}
