package dev.larder.disk;

import java.util.List;

/**
 * Fills an index from hints, which costs a small part of what reading the records does: one stripe
 * after the other, so that its table stays in the processor's cache, with room for all from the
 * beginning, and without an object for each record. A record is looked at only if there is another
 * with the same hash.
 */
final class IndexLoad {

  private final Index index;
  private final List<Hint> hints;
  private final int[] firstTicks;

  /**
   * @param tick when the records of the first hint are to count as used; then those of the others
   *     follow
   */
  IndexLoad(Index index, List<Hint> hints, int tick) {
    this.index = index;
    this.hints = hints;
    this.firstTicks = new int[hints.size()];
    int next = tick;
    for (int i = 0; i < firstTicks.length; i++) {
      firstTicks[i] = next;
      next += hints.get(i).records();
    }
  }

  void run() {
    for (int stripe = 0; stripe < KeyBytes.STRIPES; stripe++) {
      int more = 0;
      for (Hint hint : hints) {
        more += hint.count(stripe);
      }
      index.table(stripe).reserve(more);
      for (int i = 0; i < firstTicks.length; i++) {
        load(hints.get(i), stripe, firstTicks[i]);
      }
    }
  }

  private void load(Hint hint, int stripe, int firstTick) {
    IndexTable table = index.table(stripe);
    Segment.Alive alive = new Segment.Alive();
    long live = 0;
    // About as recent as it would be had the records been read one by one.
    double recordsPerByte = (double) hint.records() / hint.length();
    hint.begin();
    for (int left = hint.count(stripe); left > 0; left--) {
      hint.step();
      int used = firstTick + (int) (hint.at * recordsPerByte);
      long place = Place.of(hint.segment.number, hint.at);
      boolean gone = hint.isTombstone();
      if (!table.putFirst(hint.hash, gone ? Place.gone(place) : place, used, hint.older)) {
        index.take(hint, used);
      } else if (!gone) {
        live += hint.length;
        alive.entries++;
        alive.bytes += hint.length + hint.fileSize;
        if ((hint.flags & StoredRecord.LARGE) != 0) {
          alive.files++;
          index.noteLarge(place);
        }
        if (hint.expiresAt != StoredRecord.NEVER) {
          index.expire(hint.expiresAt, place);
        }
      }
    }
    alive.live.set(live);
    index.count(hint.segment, alive);
  }
}
