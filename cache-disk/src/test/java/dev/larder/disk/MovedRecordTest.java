package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A record that a compaction moves, and whose segment it removes, while somebody looks for it: at
 * the very moment.
 *
 * <p>What makes that moment one that a test can stop at: a bit of the record's key is wrong, so
 * that the look mends it first, for which it asks the file system to map the file.
 */
final class MovedRecordTest {

  private static final CacheKey KEY = Stores.key("moved");

  /** When it is moved. */
  enum Moment {
    /** The index was asked, and there is nothing where it says. */
    BEFORE_THE_KEY_IS_COMPARED,
    /** The key is found there, and then there is no record. */
    AFTER_THE_KEY_IS_COMPARED
  }

  @TempDir Path root;
  private final FaultyMedium medium = new FaultyMedium();

  private DiskStorage open() {
    return DiskStorage.open(
        Stores.config(root, new FakeClock()).sync(SyncPolicy.NONE).build(), medium);
  }

  private static void save(DiskStorage storage, CacheKey key, String value) {
    storage.save(key, Blob.ofText(value), SaveOptions.defaults());
  }

  private static String loaded(DiskStorage storage) {
    return storage.load(KEY).map(Entry::value).map(Blob::toText).orElse("nothing");
  }

  /** Does something, during which the record is moved. */
  private void whileMoved(Moment moment, Consumer<DiskStorage> look) throws IOException {
    try (DiskStorage storage = open()) {
      save(storage, KEY, "old");
      save(storage, Stores.key("garbage"), "1");
      save(storage, Stores.key("garbage"), "2");
    }
    try (DiskStorage storage = open();
        FileChannel segment = segment()) {
      turnABitOfTheKey(segment);
      AtomicBoolean moved = new AtomicBoolean();
      medium.failHere(
          (call, file) -> {
            if (call == callOf(moment) && isSegment(file) && !moved.getAndSet(true)) {
              move(storage, segment, moment);
            }
            return null;
          });
      look.accept(storage);
      assertThat(moved).as("it was moved").isTrue();
      assertThat(new Layout(root).segment(1)).doesNotExist();
    }
  }

  private static Call callOf(Moment moment) {
    return moment == Moment.BEFORE_THE_KEY_IS_COMPARED ? Call.MAP : Call.MAPPED;
  }

  private boolean isSegment(Path file) {
    return file.equals(new Layout(root).segment(1));
  }

  private FileChannel segment() throws IOException {
    Path file = new Layout(root).segment(1);
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static void turnABitOfTheKey(FileChannel segment) throws IOException {
    int at = Segment.HEAD + RecordHead.SHORTEST;
    ByteBuffer one = ByteBuffer.allocate(1);
    segment.read(one, at);
    one.put(0, (byte) (one.get(0) ^ 1)).flip();
    segment.write(one, at);
  }

  private static void move(DiskStorage storage, FileChannel segment, Moment moment) {
    try {
      if (moment == Moment.BEFORE_THE_KEY_IS_COMPARED) {
        assertThat(storage.compact()).isTrue();
      } else {
        // The compaction must not mend it: that is for the look to do, which goes on afterwards.
        turnABitOfTheKey(segment);
        assertThat(storage.compact()).isTrue();
        turnABitOfTheKey(segment);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @EnumSource
  void load_findsIt(Moment moment) throws IOException {
    whileMoved(moment, storage -> assertThat(loaded(storage)).isEqualTo("old"));
  }

  @ParameterizedTest
  @EnumSource
  void stat_findsIt(Moment moment) throws IOException {
    whileMoved(moment, storage -> assertThat(storage.stat(KEY)).isPresent());
  }

  @ParameterizedTest
  @EnumSource
  void listing_holdsIt(Moment moment) throws IOException {
    KeyQuery all = KeyQuery.in(Namespace.of("t"));
    whileMoved(moment, storage -> assertThat(storage.listKeys(all).keys()).contains(KEY));
  }

  @ParameterizedTest
  @EnumSource
  void delete_removesIt(Moment moment) throws IOException {
    whileMoved(moment, storage -> assertThat(storage.delete(KEY)).isTrue());
    assertReopenedHolds("nothing");
  }

  @ParameterizedTest
  @EnumSource
  void overwrite_replacesIt(Moment moment) throws IOException {
    whileMoved(moment, storage -> save(storage, KEY, "new"));
    assertReopenedHolds("new");
  }

  @ParameterizedTest
  @EnumSource
  void saveIfAbsent_isRefused(Moment moment) throws IOException {
    SaveOptions ifAbsent = SaveOptions.defaults().onlyIfAbsent();
    whileMoved(
        moment,
        storage ->
            assertThatThrownBy(() -> storage.save(KEY, Blob.ofText("new"), ifAbsent))
                .isInstanceOf(CacheException.class)
                .hasMessage("save t/moved: there is an entry; load it instead"));
    assertReopenedHolds("old");
  }

  private void assertReopenedHolds(String value) throws IOException {
    medium.heal();
    try (DiskStorage storage = open()) {
      assertThat(loaded(storage)).isEqualTo(value);
      assertThat(storage.verify(false).isOk()).isTrue();
      storage.compact();
      assertThat(storage.usage().deadBytes()).isZero();
      assertThat(loaded(storage)).isEqualTo(value);
    }
  }
}
