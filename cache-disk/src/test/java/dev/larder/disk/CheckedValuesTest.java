package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the checksum of a value is compared. */
final class CheckedValuesTest {

  private static final CacheKey KEY = Stores.key("key");

  @TempDir(factory = MemoryDirectory.class)
  Path root;

  private DiskStorage open() {
    return DiskStorage.open(
        Stores.config(root, new FakeClock()).sync(SyncPolicy.NONE).segmentSize(1 << 20).build());
  }

  private static Blob value(int length) {
    return Blob.ofText("v".repeat(length));
  }

  /** Turns around a bit in the last byte of the record, which is the only one. */
  private void flip() throws IOException {
    Path segment = root.resolve("segments/00000001.seg");
    Bits.flip(segment, 8 * (Files.size(segment) - 1));
  }

  private void filled(int length) {
    try (DiskStorage storage = open()) {
      storage.save(KEY, value(length), SaveOptions.defaults());
    }
  }

  @Test
  void view_isCheckedWhenItIsFirstRead() throws IOException {
    filled(CheckedValues.COPIED + 1);
    flip();
    try (DiskStorage storage = open()) {
      assertThat(storage.load(KEY)).isEmpty();
    }
  }

  @Test
  void viewThatWasRead_isNotCheckedAgain_butByVerify() throws IOException {
    filled(CheckedValues.COPIED + 1);
    try (DiskStorage storage = open()) {
      Blob held = storage.load(KEY).orElseThrow().value();
      flip();
      // Whoever holds the view sees the bit, whatever a load does.
      assertThat(held.equals(value(CheckedValues.COPIED + 1))).isFalse();
      assertThat(storage.load(KEY)).isPresent();
      assertThat(storage.verify(true).damaged()).containsExactly(KEY);
      assertThat(storage.load(KEY)).isEmpty();
    }
  }

  @Test
  void copy_isCheckedEachTime() throws IOException {
    filled(CheckedValues.COPIED);
    try (DiskStorage storage = open()) {
      Blob held = storage.load(KEY).orElseThrow().value();
      flip();
      assertThat(held.equals(value(CheckedValues.COPIED))).isTrue();
      assertThat(storage.load(KEY)).isEmpty();
    }
  }

  @Test
  void neighbours_areCheckedEachForItself() throws IOException {
    int length = CheckedValues.COPIED + 1;
    try (DiskStorage storage = open()) {
      for (int i = 0; i < 200; i++) {
        storage.save(Stores.key(i), value(length), SaveOptions.defaults());
      }
      storage.save(KEY, value(length), SaveOptions.defaults());
    }
    flip();
    try (DiskStorage storage = open()) {
      for (int i = 0; i < 200; i++) {
        assertThat(storage.load(Stores.key(i)).map(Entry::value)).hasValue(value(length));
      }
      assertThat(storage.load(KEY)).isEmpty();
    }
  }

  @Test
  void newStore_takes19BytesBesideKeyAndValue() {
    try (DiskStorage storage = open()) {
      storage.save(KEY, value(100), SaveOptions.defaults());
      int key = KeyBytes.of(KEY).bytes.length;
      assertThat(storage.usage().liveBytes()).isEqualTo(RecordHead.SHORTEST + key + 100);
    }
  }
}
