package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that are damaged are put aside, and whatever goes wrong with that does so once. */
final class QuarantineTest {

  private static final int ENTRIES = 20;

  @TempDir Path root;
  private final FakeClock clock = new FakeClock();
  private final FaultyMedium medium = new FaultyMedium();
  private Path segment = Path.of("");
  private Path aside = Path.of("");

  @BeforeEach
  void setUp() {
    segment = new Layout(root).segment(1);
    aside = new Layout(root).quarantine().resolve("00000001.seg");
    try (DiskStorage storage = open()) {
      for (int i = 0; i < ENTRIES; i++) {
        storage.save(Stores.key(i), value(i), SaveOptions.defaults());
      }
    }
  }

  private DiskStorage open() {
    return DiskStorage.open(Stores.config(root, clock).sync(SyncPolicy.NONE).build(), medium);
  }

  private static Blob value(int i) {
    return Blob.ofText("value " + i + "x".repeat(100));
  }

  private static void assertHolds(DiskStorage storage, int from, int to) {
    for (int i = from; i < to; i++) {
      assertThat(storage.load(Stores.key(i)).map(Entry::value)).hasValue(value(i));
    }
    assertThat(storage.stats().entries()).hasValue(to - from);
  }

  /** Damages the head of the first record so that nobody can mend it. */
  private void damageTheFirstHead() throws IOException {
    for (int bit = 0; bit < 64; bit += 3) {
      Bits.flip(segment, 8 * Segment.HEAD + bit);
    }
    new RealMedium().delete(new Layout(root).hint(1));
  }

  @Test
  void failedSync_isMadeUpForByTheNextCompaction() throws IOException {
    damageTheFirstHead();
    try (DiskStorage storage = open()) {
      AtomicBoolean first = new AtomicBoolean(true);
      medium.fail(
          (call, file) ->
              call == Call.SYNC_DIRECTORY && aside.toFile().exists() && first.getAndSet(false)
                  ? "Input/output error"
                  : null);
      CacheException failure = catchThrowableOfType(CacheException.class, storage::compact);
      assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(aside).exists();
      assertThat(storage.compact()).isTrue();
      assertThat(storage.usage().deadBytes()).isZero();
      assertThat(storage.verify(false).entries()).isEqualTo(ENTRIES - 1);
      assertHolds(storage, 1, ENTRIES);
    }
    assertThat(segment).doesNotExist();
    assertThat(aside).exists();
  }

  /** The process that compacted before put it aside, and was killed before it could tell. */
  @Test
  void putAsideByAnother_isCountedByTheNextCompaction() throws IOException {
    damageTheFirstHead();
    try (DiskStorage storage = open()) {
      Quarantine quarantine = new Quarantine(medium, new Layout(root));
      quarantine.take(segment);
      assertThat(storage.compact()).isTrue();
      assertThat(storage.usage().deadBytes()).isZero();
      assertHolds(storage, 1, ENTRIES);
    }
    assertThat(aside).exists();
  }
}
