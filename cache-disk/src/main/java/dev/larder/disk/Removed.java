package dev.larder.disk;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Segments whose files were removed, until the index has forgotten them. What was alive in them is
 * known to be elsewhere by then, so that nobody is misled by what is left of them, and that takes a
 * while: as long as reading them.
 */
final class Removed {

  /** Their mappings take room that nobody gets back. */
  private static final int MANY = 32;

  private final Segments segments;
  private final Index index;
  private final Queue<List<Segment>> waiting = new ConcurrentLinkedQueue<>();

  Removed(Segments segments, Index index) {
    this.segments = segments;
    this.index = index;
  }

  /**
   * Notes segments of which the index knows every record. When a tombstone was left out of the
   * copies, what it hid had been removed before: with each segment go those that were removed
   * before it, unless they were noted earlier.
   */
  void add(List<Segment> missing) {
    if (!missing.isEmpty()) {
      missing.forEach(segment -> segment.removed = true);
      waiting.add(missing);
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean areMany() {
    return waiting.stream().mapToInt(List::size).sum() > MANY;
  }

  /** Has the index forget all of them, and returns how many heads had been mended in them. */
  synchronized int forget() {
    int mended = 0;
    for (List<Segment> next = waiting.peek(); next != null; next = waiting.peek()) {
      forget(next);
      mended += next.stream().mapToInt(Segment::mended).sum();
      // Last: whoever finds nothing here may rely on it.
      waiting.remove();
    }
    return mended;
  }

  /**
   * Forgets segments that were noted together. The newest records of their keys come last: once one
   * of them has left the index nobody knows that there was an older one, and a record that is taken
   * in then, which does not count it, must not be told that it is gone.
   */
  private void forget(List<Segment> missing) {
    List<BitSet> newest = new ArrayList<>();
    for (Segment segment : missing) {
      newest.add(forgetOlder(segment));
    }
    for (int i = 0; i < newest.size(); i++) {
      Segment segment = missing.get(i);
      newest.get(i).stream().forEach(at -> index.forget(segment, record(segment, at)));
      index.forgetRest(segment);
      segments.remove(segment.number);
    }
  }

  private static StoredRecord record(Segment segment, int at) {
    return StoredRecord.at(segment.bytes, at);
  }

  /** Forgets the records of which newer ones are known, and returns where the others are. */
  private BitSet forgetOlder(Segment segment) {
    BitSet newest = new BitSet();
    int end = segment.applied;
    LookAhead ahead = new LookAhead(index, segment, end);
    int at = Segment.HEAD;
    while (at < end) {
      ahead.at(at);
      StoredRecord record = StoredRecord.find(segment.bytes, at, end, segment.number);
      if (record == null) {
        at = Publications.next(segment, at + 1, end);
        continue;
      }
      if (!index.forgetOlder(segment, record)) {
        newest.set(at);
      }
      at = record.end();
    }
    return newest;
  }
}
