package dev.larder.disk;

import static dev.larder.disk.HintStores.checked;
import static dev.larder.disk.HintStores.copy;
import static dev.larder.disk.HintStores.files;
import static dev.larder.disk.HintStores.loaded;
import static dev.larder.disk.HintStores.read;
import static dev.larder.disk.HintStores.save;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a hint, a store that is opened with it is the same. */
final class HintDamageTest {

  @TempDir Path temporary;
  private final HintStores stores = new HintStores();

  private Path root() {
    return temporary.resolve("store");
  }

  /** Opens a store with that for its first hint, and expects what there is without any. */
  private void assertChangesNothing(byte[] hint, boolean written) throws IOException {
    Path root = stores.filled(root());
    Path file = files(root, ".hint").get(0);
    Path without = temporary.resolve("without");
    byte[] right = Files.readAllBytes(file);
    copy(root, without);
    for (Path each : files(without, ".hint")) {
      Files.delete(each);
    }
    Files.write(file, hint);
    assertThat(stores.content(root)).isEqualTo(stores.content(without));
    assertThat(file).hasBinaryContent(written ? right : hint);
  }

  @Test
  void anyBitOfAHint_changesNothing() throws IOException {
    Path root = temporary.resolve("small");
    try (DiskStorage storage = stores.open(root)) {
      for (int i = 0; i < 3; i++) {
        save(storage, i, "value " + i);
      }
      storage.delete(Stores.key(1));
    }
    Path hint = files(root, ".hint").get(0);
    byte[] bytes = Files.readAllBytes(hint);
    boolean all = Boolean.getBoolean("larder.soak");
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      boolean counts = bit >= 8 * Hint.COUNTS && bit < 8 * Hint.HEAD;
      if (counts && bit % 37 != 0 && !all) {
        // They are many, and all alike.
        continue;
      }
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      Files.write(hint, flipped);
      try (DiskStorage storage = stores.open(root)) {
        assertThat(storage.listKeys(KeyQuery.in(Namespace.of("t"))).keys())
            .as("bit " + bit)
            .containsExactlyInAnyOrder(Stores.key(0), Stores.key(2));
        assertThat(loaded(storage, 2)).isEqualTo("value 2");
      }
      assertThat(hint).as("bit " + bit).hasBinaryContent(bytes);
    }
  }

  @Test
  void anyLengthOfAHint_changesNothing() throws IOException {
    Path root = temporary.resolve("small");
    try (DiskStorage storage = stores.open(root)) {
      save(storage, 1, "value");
    }
    Path hint = files(root, ".hint").get(0);
    byte[] bytes = Files.readAllBytes(hint);
    for (int length = 0; length < bytes.length + 3; length += length < 1100 ? 50 : 1) {
      if (length != bytes.length) {
        Files.write(hint, Arrays.copyOf(bytes, length));
        try (DiskStorage storage = stores.open(root)) {
          assertThat(loaded(storage, 1)).isEqualTo("value");
        }
        assertThat(hint).hasBinaryContent(bytes);
      }
    }
  }

  @Test
  void hintOfAnotherSegment_changesNothing() throws IOException {
    assertChangesNothing(Files.readAllBytes(files(stores.filled(root()), ".hint").get(1)), true);
  }

  @Test
  void hintOfAnotherStore_changesNothing() throws IOException {
    ByteBuffer hint = read(files(stores.filled(root()), ".hint").get(0));
    hint.putLong(16, ~hint.getLong(16));
    assertChangesNothing(checked(hint), true);
  }

  @Test
  void hintOfAnEarlierSegmentWithTheNumber_changesNothing() throws IOException {
    ByteBuffer hint = read(files(stores.filled(root()), ".hint").get(0));
    hint.putLong(32, ~hint.getLong(32));
    assertChangesNothing(checked(hint), true);
  }

  @Test
  void hintOfALongerOrShorterSegment_changesNothing() throws IOException {
    for (int more : new int[] {-40, 40}) {
      ByteBuffer hint = read(files(stores.filled(root()), ".hint").get(0));
      hint.putLong(40, hint.getLong(40) + more);
      assertChangesNothing(checked(hint), true);
    }
  }

  @Test
  void hintOfANewerVersion_isIgnoredAndNotTouched() throws IOException {
    ByteBuffer hint = read(files(stores.filled(root()), ".hint").get(0));
    hint.putInt(8, Hint.VERSION + 1);
    assertChangesNothing(checked(hint), false);
    try (DiskStorage storage = stores.open(root())) {
      assertThat(storage.verify(true).isOk()).isTrue();
    }
    assertThat(files(root(), ".hint").get(0)).hasBinaryContent(checked(hint));
  }

  @Test
  void recordDamagedBehindAHint_isAMissOnceItIsRead_andCountsForNothing() throws IOException {
    Path root = temporary.resolve("small");
    DiskUsage others;
    try (DiskStorage storage = stores.open(root)) {
      save(storage, 1, "value 1");
      save(storage, 2, "value 2");
      others = storage.usage();
      save(storage, 3, "value 3");
    }
    Path segment = files(root, ".seg").get(0);
    byte[] bytes = Files.readAllBytes(segment);
    // The time and the version of the last record: more than what could be one wrong bit.
    int last = bytes.length - (bytes.length - Segment.HEAD) / 3;
    Arrays.fill(bytes, last + 11, last + RecordHead.SHORTEST, (byte) 0x77);
    Files.write(segment, bytes);
    try (DiskStorage storage = stores.open(root)) {
      assertThat(storage.stats().entries()).hasValue(3);
      assertThat(loaded(storage, 3)).isEqualTo("nothing");
      assertThat(loaded(storage, 2)).isEqualTo("value 2");
      assertThat(storage.usage().liveBytes()).isEqualTo(others.liveBytes());
      assertThat(storage.usage().entries()).isEqualTo(2);
      assertThat(storage.verify(false).damagedStretches()).isEqualTo(1);
      save(storage, 3, "value 4");
      assertThat(loaded(storage, 3)).isEqualTo("value 4");
    }
    try (DiskStorage storage = stores.open(root)) {
      assertThat(loaded(storage, 3)).isEqualTo("value 4");
      assertThat(storage.stats().entries()).hasValue(3);
    }
  }

  @Test
  void verify_reportsAHintThatLies_andRepairWritesItAnew() throws IOException {
    Path root = stores.filled(root());
    Path file = files(root, ".hint").get(0);
    byte[] right = Files.readAllBytes(file);
    ByteBuffer hint = ByteBuffer.wrap(right.clone()).order(ByteOrder.LITTLE_ENDIAN);
    hint.put(Hint.HEAD, (byte) ~hint.get(Hint.HEAD));
    try (DiskStorage storage = stores.open(root)) {
      Files.write(file, checked(hint));
      assertThat(storage.verify(false).damagedHints()).isEqualTo(1);
      assertThat(storage.verify(false).isOk()).isFalse();
      assertThat(storage.verify(true).damagedHints()).isEqualTo(1);
      assertThat(storage.verify(true).isOk()).isTrue();
    }
    assertThat(file).hasBinaryContent(right);
  }

  @Test
  void verify_takesAMissingHintAsItIs_andRepairWritesIt() throws IOException {
    Path root = stores.filled(root());
    Path file = files(root, ".hint").get(0);
    try (DiskStorage storage = stores.open(root)) {
      Files.delete(file);
      assertThat(storage.verify(false).isOk()).isTrue();
      assertThat(file).doesNotExist();
      assertThat(storage.verify(true).isOk()).isTrue();
      assertThat(file).exists();
    }
  }
}
