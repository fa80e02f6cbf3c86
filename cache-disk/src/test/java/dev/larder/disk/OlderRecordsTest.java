package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the index counts of older records: whether a tombstone is needed, and what room it takes.
 */
final class OlderRecordsTest {

  private static final KeyBytes KEY = KeyBytes.of(Stores.key("key"));
  private static final KeyBytes OTHER = KeyBytes.of(Stores.key("the other"));

  private final Segments segments = new Segments();
  private final Index index = new Index(segments);
  private final Removed removed = new Removed(segments, index);

  private static RecordBytes saved(KeyBytes key, long version) {
    return expiring(key, version, StoredRecord.NEVER);
  }

  private static RecordBytes expiring(KeyBytes key, long version, long expiresAt) {
    return RecordBytes.of(key, Blob.ofText("value"), new Facts(version, 0, expiresAt, new byte[0]));
  }

  private static RecordBytes deleted(KeyBytes key, long version) {
    return RecordBytes.tombstone(key, version, 0);
  }

  /** Has the index take in a segment of these records. */
  private Segment add(int number, RecordBytes... records) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(4096);
    Segment segment = new Segment(new RealMedium(), Path.of("unused"), number, bytes);
    segments.add(segment);
    int at = Segment.HEAD;
    for (RecordBytes record : records) {
      record.place(number, at);
      bytes.put(at, record.bytes);
      segment.applied = at + record.bytes.length;
      index.apply(segment, StoredRecord.at(segment.bytes, at));
      at = segment.applied;
    }
    segment.publish(at);
    return segment;
  }

  private void remove(Segment... missing) {
    removed.add(List.of(missing));
    removed.forget();
  }

  private boolean hidesOlder() {
    return index.hidesOlder(KEY, index.find(KEY, false));
  }

  /** Segments; when one of them is asked for something else is done first, once. */
  private static final class Interrupted extends AbstractList<Segment> {
    private final List<Segment> all;
    private Runnable meanwhile = () -> {};
    private int steps;

    Interrupted(List<Segment> all) {
      this.all = all;
    }

    void after(int some, Runnable work) {
      steps = some;
      meanwhile = work;
    }

    @Override
    public Segment get(int i) {
      if (steps-- == 0) {
        meanwhile.run();
      }
      return all.get(i);
    }

    @Override
    public int size() {
      return all.size();
    }
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,false", "2,false", "3,false", "0,true", "1,true", "2,true", "3,true"})
  void recordsTakenInWhileOlderOnesAreForgotten_areCounted(int steps, boolean newestFirst) {
    Segment saved = add(3, saved(KEY, 1));
    Segment deleted = add(5, deleted(KEY, 2));
    Interrupted missing =
        new Interrupted(newestFirst ? List.of(deleted, saved) : List.of(saved, deleted));
    removed.add(missing);
    missing.after(
        steps,
        () -> {
          add(9, saved(KEY, 3));
          add(10, deleted(KEY, 4));
        });
    removed.forget();
    assertThat(segments.all()).extracting(segment -> segment.number).containsExactly(9, 10);
    assertThat(hidesOlder()).isTrue();

    remove(segments.all().get(0));
    assertThat(hidesOlder()).isFalse();
    remove(segments.all().get(0));
    assertThat(index.find(KEY, false)).isEqualTo(Place.NONE);
    assertThat(index.totals().stored()).isZero();
  }

  @Test
  void copyOfAnExpiredRecord_isGarbage() {
    add(3, expiring(KEY, 1, 10));
    assertThat(index.dropExpired(11, 1)).hasSize(1);
    Segment copies = add(4, expiring(KEY, 1, 10));
    assertThat(copies.garbage()).isEqualTo(copies.published() - Segment.HEAD).isPositive();
  }

  @Test
  void copyOfATombstone_isNoGarbage_untilNothingIsHidden() {
    Segment saved = add(3, saved(KEY, 1));
    Segment deleted = add(4, deleted(KEY, 2));
    Segment copies = add(5, deleted(KEY, 2));
    remove(deleted);
    assertThat(copies.garbage()).isZero();
    remove(saved);
    assertThat(copies.garbage()).isEqualTo(copies.published() - Segment.HEAD).isPositive();
  }

  @Test
  void tombstoneThatIsNotNeeded_givesItsRoomBackOnce() {
    Segment saved = add(2, saved(KEY, 1));
    add(3, saved(OTHER, 2));
    Segment deleted = add(4, deleted(KEY, 3), deleted(OTHER, 4));
    RecordBytes copy = deleted(KEY, 3);
    Segment copies = add(5, copy, deleted(OTHER, 4));
    remove(deleted);
    remove(saved);
    assertThat(copies.garbage()).isEqualTo(copy.bytes.length);
    add(6, saved(KEY, 5));
    assertThat(copies.garbage()).isEqualTo(copy.bytes.length);
    add(7, saved(OTHER, 6));
    assertThat(copies.garbage()).isEqualTo(copies.published() - Segment.HEAD);
  }
}
