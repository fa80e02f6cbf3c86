package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A save of a process that died when it had published its record, and had told nobody. */
final class UncountedTest {

  private static final CacheKey KEY = Stores.key("uncounted");

  @TempDir Path root;
  private DiskStorage storage;

  @BeforeEach
  void leaveARecord() throws IOException {
    storage = DiskStorage.open(DiskStorageConfig.builder(root).build());
    try (Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("save first of-the-dead")).isEqualTo("saved");
      assertThat(loaded(Stores.key("first"))).isEqualTo("of-the-dead");
      assertThat(child.ask("stop " + Call.FORCE)).isEqualTo("will stop");
      assertThat(child.ask("save uncounted of-the-dead")).isEqualTo("stopped");
      child.kill();
      child.exit();
    }
    publish(new Layout(root).segment(1));
  }

  @AfterEach
  void close() {
    storage.close();
  }

  /** Does what the dead was about to do next. */
  private static void publish(Path file) throws IOException {
    RealMedium medium = new RealMedium();
    Segment segment = Segment.map(medium, file, 1);
    StoredRecord record = StoredRecord.at(segment.bytes, segment.published());
    assertThat(record.key().key()).isEqualTo(KEY);
    MappedByteBuffer head = medium.map(file, Segment.HEAD, true);
    head.order(ByteOrder.LITTLE_ENDIAN).putLong(Segment.PUBLISHED_AT, record.end());
  }

  private String loaded(CacheKey key) {
    return storage.load(key).map(Entry::value).map(Blob::toText).orElse("nothing");
  }

  @Test
  void whoeverTakesItsLockOver_knowsIt() {
    assertThat(storage.delete(KEY)).isTrue();
    assertThat(loaded(KEY)).isEqualTo("nothing");
  }

  @Test
  void conditionalSave_meetsIt() {
    SaveOptions options = SaveOptions.defaults().onlyIfAbsent();
    assertThatThrownBy(() -> storage.save(KEY, Blob.ofText("another"), options))
        .isInstanceOf(CacheException.class)
        .hasMessageStartingWith("save t/uncounted: ");
    assertThat(loaded(KEY)).isEqualTo("of-the-dead");
  }

  /** Another may have sealed the segment, and died then. */
  @Test
  void whoeverTakesItsLockOver_knowsIt_thoughItsSegmentIsSealed() throws IOException {
    RealMedium medium = new RealMedium();
    Segment segment = Segment.map(medium, new Layout(root).segment(1), 1);
    segment.sealForDead(medium, segment.published());
    assertThat(storage.delete(KEY)).isTrue();
  }

  @Test
  void compaction_tellsOfIt() {
    assertThat(storage.compact()).isTrue();
    assertThat(loaded(KEY)).isEqualTo("of-the-dead");
  }

  /** In its place: its locks are free then. */
  @Test
  void whoeverOpensTheStore_makesItKnown() {
    try (Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("load uncounted")).isEqualTo("of-the-dead");
      assertThat(loaded(KEY)).isEqualTo("of-the-dead");
    }
    assertThat(storage.delete(KEY)).isTrue();
  }
}
