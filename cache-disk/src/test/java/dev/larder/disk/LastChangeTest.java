package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process takes in of what another writes, and when: both of them are in this one. */
final class LastChangeTest {

  private static final KeyBytes READ = KeyBytes.of(Stores.key("read"));

  /** A key of another stripe. */
  private static final KeyBytes WRITTEN = KeyBytes.of(Stores.key("written"));

  @TempDir(factory = MemoryDirectory.class)
  Path root;

  private DiskStorage writer;
  private Control control;
  private final Segments segments = new Segments();
  private Index index;
  private Publications reader;

  @BeforeEach
  void open() throws IOException {
    writer = DiskStorage.open(Stores.config(root, new FakeClock()).sync(SyncPolicy.NONE).build());
    Layout layout = new Layout(root);
    control = Control.open(new RealMedium(), layout.control());
    index = new Index(segments);
    reader = new Publications(new Home(new RealMedium(), layout), control, segments, index);
    reader.begin(1);
    reader.catchUp();
  }

  @AfterEach
  void close() {
    writer.close();
  }

  private void save(String name) {
    writer.save(Stores.key(name), Blob.ofText(name), SaveOptions.defaults());
  }

  private boolean knows(KeyBytes key) {
    return index.find(key, false) != Place.NONE;
  }

  @Test
  void changesOfOtherKeys_areLeft_untilAKeyThatWasChangedIsRead() throws IOException {
    assertThat(READ.stripe).isNotEqualTo(WRITTEN.stripe);
    save("written");
    reader.catchUp(READ);
    assertThat(knows(WRITTEN)).isFalse();
    reader.catchUp(WRITTEN);
    assertThat(knows(WRITTEN)).isTrue();
  }

  @Test
  void changesOfAllKeys_areTakenInForWhoeverNeedsAll() throws IOException {
    save("read");
    save("written");
    reader.catchUp();
    assertThat(knows(READ)).isTrue();
    assertThat(knows(WRITTEN)).isTrue();
  }

  @Test
  void eachChangeOfAKey_isTakenIn() throws IOException {
    for (int i = 0; i < 100; i++) {
      save("read");
      long last = control.lastVersion();
      reader.catchUp(READ);
      StoredRecord record = index.record(index.find(READ, false));
      assertThat(record).isNotNull();
      assertThat(record.version()).isEqualTo(last);
    }
    writer.delete(Stores.key("read"));
    reader.catchUp(READ);
    assertThat(Place.isGone(index.find(READ, false))).isTrue();
  }

  @Test
  void changeThatAProcessDiedIn_hasReadersLook_untilTheNext() throws IOException {
    save("written");
    control.beginChange(READ);
    reader.catchUp(READ);
    assertThat(knows(WRITTEN)).isTrue();
    assertThat(control.lastChange(READ)).isEqualTo(Long.MAX_VALUE);
    save("read");
    assertThat(control.lastChange(READ)).isEqualTo(control.publications());
  }

  @Test
  void removedSegment_isForgotten_onceSomebodyCatchesUpWithEverything() throws IOException {
    save("written");
    save("read");
    reader.catchUp();
    save("read");
    assertThat(writer.compact()).isTrue();
    reader.catchUp(READ);
    assertThat(new Layout(root).segment(1)).doesNotExist();
    assertThat(segments.get(1)).isNotNull();
    assertThat(Place.segment(index.find(READ, false))).isGreaterThan(1);
    assertThat(Place.segment(index.find(WRITTEN, false))).isGreaterThan(1);
    reader.catchUp();
    assertThat(segments.get(1)).isNull();
    assertThat(knows(READ)).isTrue();
    assertThat(knows(WRITTEN)).isTrue();
    assertThat(index.totals().stored()).isEqualTo(index.totals().live());
  }

  /** The tombstone was in a segment that is gone by then, like the entry's own. */
  @Test
  void deletionThatNobodyCanRead_isTakenInAllTheSame() throws IOException {
    save("read");
    reader.catchUp();
    // Ends the segment.
    assertThat(writer.compact()).isTrue();
    assertThat(new Layout(root).segment(1)).exists();
    assertThat(writer.delete(Stores.key("read"))).isTrue();
    assertThat(writer.compact()).isTrue();
    assertThat(new Layout(root).segment(2)).doesNotExist();
    reader.catchUp(READ);
    assertThat(knows(READ)).isFalse();
    assertThat(segments.get(1)).isNull();
  }

  @Test
  void partsOfAStripe_doNotTouchEachOthersChanges_norTheLock() {
    KeyBytes[] parts = new KeyBytes[7];
    for (int i = 0, found = 0; found < parts.length; i++) {
      KeyBytes key = KeyBytes.of(Stores.key(i));
      if (key.stripe == READ.stripe && parts[key.hash % 7] == null) {
        parts[key.hash % 7] = key;
        found++;
      }
    }
    for (KeyBytes key : parts) {
      assertThat(control.lastChange(key)).isLessThan(Long.MAX_VALUE);
      control.beginChange(key);
      assertThat(control.owner(READ.stripe)).isZero();
      assertThat(control.owner(READ.stripe + 1)).isZero();
    }
  }
}
