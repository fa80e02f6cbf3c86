package dev.larder.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives back the room of records that are not needed any more: copies what is alive out of a
 * segment, then removes its file. For one thread of one process at a time.
 *
 * <p>A tombstone is needed for as long as a segment holds an older record of its key. Readers are
 * not disturbed: a copy is as good as the original, and a mapping outlives its file.
 */
final class Compactor {

  private static final int CHUNK = 1 << 20;
  private static final int SMALL_SEGMENTS = 32;

  /** Below that it is not worth while. */
  private static final int SMALL = 1 << 20;

  private final Engine engine;
  private final Appender copies;
  private final long segmentSize;
  private final FileBound bound;

  /**
   * Whether all removals of segments, by whomever, are on the medium: the process that compacted
   * before may have died between a removal and its sync.
   */
  private boolean removalsLast;

  Compactor(Engine engine, Appender copies, DiskStorageConfig config) {
    this.engine = engine;
    this.copies = copies;
    this.segmentSize = config.segmentSize();
    this.bound = FileBound.of(config);
  }

  /** Returns whether there is so much garbage, or so many segments, that it should be done. */
  boolean isNeeded() {
    return hasGarbage() || hasManySegments();
  }

  private boolean hasGarbage() {
    Tally.Totals now = engine.index.totals();
    return now.stored() - now.live() > now.live() / 3 + segmentSize(now) / 2;
  }

  private boolean hasManySegments() {
    return engine.segments().size() > bound.manySegments();
  }

  /**
   * Returns whether there is so much to do that writers should wait: near as much garbage as is
   * alive, or more segments than there may be.
   */
  boolean isOverdue() {
    Tally.Totals now = engine.index.totals();
    return now.stored() - now.live() > now.live() / 4 * 3 + segmentSize(now)
        || (engine.segments().size() > bound.maxSegments() && emptiest(sealed()) != null);
  }

  private long segmentSize(Tally.Totals now) {
    long wanted = Math.min(segmentSize, now.live() / 8 + SMALL);
    return Math.max(wanted, bound.segmentSize(now.live()));
  }

  private List<Segment> sealed() {
    List<Segment> sealed = new ArrayList<>(engine.segments());
    sealed.removeIf(segment -> !segment.isSealed());
    return sealed;
  }

  /** Returns the segment with the least to copy if there are two that fit into one, else null. */
  private @Nullable Segment emptiest(List<Segment> sealed) {
    long most = segmentSize(engine.index.totals()) / 2;
    List<Segment> emptier = sealed.stream().filter(segment -> needed(segment) <= most).toList();
    return emptier.size() < 2
        ? null
        : emptier.stream().min(Comparator.comparingLong(Compactor::needed)).orElseThrow();
  }

  private static long needed(Segment segment) {
    return segment.published() - Segment.HEAD - segment.garbage();
  }

  /** Returns the segment that is most worth it; null if none is worth anything. */
  @Nullable Segment choose() {
    List<Segment> sealed = sealed();
    Optional<Segment> worst =
        sealed.stream()
            .filter(segment -> 4 * segment.garbage() > segment.published())
            .max(Comparator.comparingDouble(s -> (double) s.garbage() / s.published()));
    if (hasGarbage() && worst.isPresent()) {
      return worst.get();
    }
    Segment emptiest = hasManySegments() ? emptiest(sealed) : null;
    if (emptiest != null) {
      return emptiest;
    }
    sealed.removeIf(segment -> segment.published() > segmentSize / 4);
    return sealed.size() > SMALL_SEGMENTS
        ? sealed.stream().min(Comparator.comparingInt(Segment::published)).orElseThrow()
        : null;
  }

  /** Told how many bytes were read, after each chunk and at the end; may wait. */
  interface Pace {
    void read(int bytes);
  }

  /**
   * Compacts a sealed segment.
   *
   * @return false if it was told to stop before the end, which leaves the segment as it was, or if
   *     something in the segment is needed still
   */
  boolean compact(Segment victim, BooleanSupplier stopped, Pace pace) throws IOException {
    // All that is older than any record in the victim is known from here on.
    engine.publications.catchUp();
    // Of two records with one version that in the later segment counts.
    copies.goBeyond(victim.number);
    int end = victim.published();
    int at = Segment.HEAD;
    int read = at;
    List<RecordBytes> chunk = new ArrayList<>();
    while (at < end) {
      StoredRecord record = victim.record(at);
      if (record == null) {
        at = Publications.next(victim, at + 1, end);
        continue;
      }
      RecordBytes copy = copy(victim, record);
      if (copy != null) {
        chunk.add(copy);
      }
      at = record.end();
      if (at - read >= CHUNK) {
        flush(chunk);
        pace.read(at - read);
        read = at;
        if (stopped.getAsBoolean()) {
          return false;
        }
      }
    }
    flush(chunk);
    boolean removed = remove(victim);
    pace.read(end - read);
    return removed;
  }

  /** Notes that another process may be the one that compacts from now on. */
  void rest() {
    removalsLast = false;
  }

  /** Ends the segment that copies go to, so that it may be compacted as well. */
  void endCopies() throws IOException {
    copies.roll();
  }

  private @Nullable RecordBytes copy(Segment victim, StoredRecord record) {
    KeyBytes key = record.key();
    long place = Place.of(victim.number, record.at);
    long current = engine.index.find(key, false);
    if (current == place) {
      return RecordBytes.copyOf(record, victim.number);
    }
    if (!record.isValueWhole()) {
      // Nobody may want it any more because somebody has found that. A copy would be as it is.
      victim.damaged = true;
    }
    boolean needed = current == Place.gone(place) && engine.index.hidesOlder(key, current);
    return needed ? RecordBytes.tombstone(key, record.version(), record.savedAt()) : null;
  }

  private void flush(List<RecordBytes> chunk) throws IOException {
    if (!chunk.isEmpty()) {
      Appending appending = new Appending(chunk);
      copies.append(appending);
      IOException failure = appending.failure();
      if (failure != null) {
        throw failure;
      }
      chunk.clear();
    }
  }

  private boolean isNeeded(Segment victim) {
    int end = victim.published();
    int at = Segment.HEAD;
    while (at < end) {
      StoredRecord record = victim.record(at);
      if (record != null) {
        long place = Place.of(victim.number, record.at);
        if (engine.index.find(record.key(), false) == place) {
          return true;
        }
      }
      at = record == null ? Publications.next(victim, at + 1, end) : record.end();
    }
    return false;
  }

  private boolean remove(Segment victim) throws IOException {
    engine.publications.catchUp();
    if (isNeeded(victim)) {
      return false;
    }
    Medium medium = engine.store.medium();
    Path segments = engine.store.layout().segments();
    if (!removalsLast) {
      medium.syncDirectory(segments);
    }
    removalsLast = false;
    if (victim.damaged) {
      new Quarantine(medium, engine.store.layout()).take(victim.file);
    } else {
      medium.delete(victim.file);
    }
    // No power cut may undo this removal and keep a later one, of a tombstone for what was here.
    medium.syncDirectory(segments);
    removalsLast = true;
    // Afterwards: whoever writes it right now sees that the segment is missing, or is seen here.
    engine.store.hints().remove(victim.number);
    // Only then may anybody forget what was in there, and readers must come to know of it.
    engine.store.control().countRemoval();
    engine.store.control().countPublication();
    engine.publications.catchUp();
    return true;
  }
}
