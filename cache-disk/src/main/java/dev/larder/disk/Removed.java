package dev.larder.disk;

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
  private final Queue<Segment> waiting = new ConcurrentLinkedQueue<>();

  Removed(Segments segments, Index index) {
    this.segments = segments;
    this.index = index;
  }

  /** Notes a segment of which the index knows every record. */
  void add(Segment segment) {
    segment.removed = true;
    waiting.add(segment);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean areMany() {
    return waiting.size() > MANY;
  }

  /** Has the index forget all of them, and returns how many heads had been mended in them. */
  synchronized int forget() {
    int mended = 0;
    for (Segment segment = waiting.peek(); segment != null; segment = waiting.peek()) {
      forget(segment);
      mended += segment.mended();
      segments.remove(segment.number);
      // Last: whoever finds nothing here may rely on it.
      waiting.remove();
    }
    return mended;
  }

  private void forget(Segment segment) {
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
      index.forget(segment, record);
      at = record.end();
    }
    index.forgetRest(segment);
  }
}
