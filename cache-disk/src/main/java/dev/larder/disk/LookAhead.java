package dev.larder.disk;

/**
 * Looks at what the records that are to be taken in next will be compared with. Taking a record in
 * is waiting for memory, mostly, and these waits do not depend on each other: many at a time take
 * little longer than one.
 */
final class LookAhead {

  /** From so many bytes on there are probably several records. */
  private static final int MANY = 512;

  private static final int AT_ONCE = 16;

  private final Index index;
  private final Segment segment;
  private final int end;
  private int seen;

  LookAhead(Index index, Segment segment, int end) {
    this.index = index;
    this.segment = segment;
    this.end = end;
  }

  /** Looks ahead from there, if that was not looked at yet. */
  void at(int from) {
    if (from >= seen && end - from >= MANY) {
      seen = look(from);
    }
  }

  private int look(int from) {
    int at = from;
    for (int i = 0; i < AT_ONCE && end - at >= StoredRecord.SMALLEST; i++) {
      // Whether it is whole is seen when it is taken in.
      StoredRecord record = StoredRecord.at(segment.bytes, at);
      if (record.end() <= at || record.end() > end || !index.look(record)) {
        break;
      }
      at = record.end();
    }
    return Math.max(at, from + 1);
  }
}
