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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Segments that are damaged are put aside, and whatever goes wrong with that does so once. */
final class QuarantineTest {

  private static final int ENTRIES = 20;

  @TempDir Path temporary;
  private Path root = Path.of("");
  private final FakeClock clock = new FakeClock();
  private final FaultyMedium medium = new FaultyMedium();
  private Path segment = Path.of("");
  private Path aside = Path.of("");

  @BeforeEach
  void setUp() {
    root = temporary.resolve("store");
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

  private void damageTheFirstHead() throws IOException {
    damageHead(segment, Segment.HEAD);
    new RealMedium().delete(new Layout(root).hint(1));
  }

  /** Damages the head of a record so that nobody can mend it. */
  private static void damageHead(Path segment, int at) throws IOException {
    for (int bit = 0; bit < 64; bit += 3) {
      Bits.flip(segment, 8L * at + bit);
    }
  }

  private static StoredRecord last(Path segment) throws IOException {
    Segment mapped = Objects.requireNonNull(Segment.map(new RealMedium(), segment, 1));
    StoredRecord last = StoredRecord.at(mapped.bytes, Segment.HEAD);
    while (last.end() < mapped.published()) {
      last = StoredRecord.at(mapped.bytes, last.end());
    }
    return last;
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

  @Test
  void smallValueThatIsDamaged_isKeptWithItsSegment() throws IOException {
    Bits.flip(segment, 8L * last(segment).end() - 1);
    try (DiskStorage storage = open()) {
      assertThat(storage.verify(true).damaged()).containsExactly(Stores.key(ENTRIES - 1));
    }
    // Whoever compacts need not be the one that has seen it.
    try (DiskStorage storage = open()) {
      assertThat(storage.compact()).isTrue();
      assertHolds(storage, 0, ENTRIES - 1);
      assertThat(storage.verify(false).isOk()).isTrue();
    }
    assertThat(segment).doesNotExist();
    assertThat(aside).exists();
  }

  @Test
  void smallValueThatNobodyHasReadYet_isCopiedAsItIs() throws IOException {
    Bits.flip(segment, 8L * last(segment).end() - 1);
    try (DiskStorage storage = open()) {
      storage.delete(Stores.key(0));
      assertThat(storage.compact()).isTrue();
      assertThat(storage.verify(false).damaged()).containsExactly(Stores.key(ENTRIES - 1));
    }
    assertThat(aside).doesNotExist();
  }

  /** Makes the directory one as a process leaves it that is killed after so many saves. */
  private void killed(int saves) throws IOException {
    Bits.remove(root);
    Path killed = temporary.resolve("killed");
    try (DiskStorage storage = open()) {
      for (int i = 0; i < saves; i++) {
        storage.save(Stores.key(i), value(i), SaveOptions.defaults());
      }
      Bits.restore(root, killed);
    }
    Bits.remove(root);
    Bits.restore(killed, root);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, ENTRIES})
  void lastRecordAKilledProcessPublished_isCountedAndKept(int saves) throws IOException {
    killed(saves);
    damageHead(segment, last(segment).at);
    try (DiskStorage storage = open()) {
      assertThat(storage.verify(false).damagedStretches()).isEqualTo(1);
      assertHolds(storage, 0, saves - 1);
    }
    try (DiskStorage storage = open()) {
      assertThat(storage.verify(false).damagedStretches()).isEqualTo(1);
      assertThat(storage.compact()).isTrue();
      assertHolds(storage, 0, saves - 1);
    }
    assertThat(segment).doesNotExist();
    assertThat(aside).exists();
  }

  @Test
  void nothingPublished_isNoDamage() throws IOException {
    killed(1);
    Path empty = new Layout(root).segment(7);
    Files.write(empty, SegmentFiles.head(7, StoreFormat.random(), 3));
    try (DiskStorage storage = open()) {
      assertThat(storage.verify(false).isOk()).isTrue();
      assertHolds(storage, 0, 1);
    }
    assertThat(empty).doesNotExist();
  }
}
