package dev.larder.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the index up with what all processes publish. That nothing is new costs one read of memory.
 *
 * <p>A record enters the index in this one way, whoever wrote it: from its segment, once it is
 * published.
 */
final class Publications {

  private final Home home;
  private final Control control;
  private final Segments segments;
  private final Index index;
  private final AtomicLong damaged = new AtomicLong();

  /** The segments that may yet grow. */
  private final List<Segment> open = new ArrayList<>();

  private final Removed gone;

  /** How many segments were removed before they were read here. */
  private int skipped;

  private long nextSegment;
  private long removals;
  private volatile long known = -1;

  Publications(Home home, Control control, Segments segments, Index index) {
    this.home = home;
    this.control = control;
    this.segments = segments;
    this.index = index;
    this.gone = new Removed(segments, index);
    this.removals = control.removals();
  }

  /** Returns how many damaged stretches were met. */
  long damaged() {
    int mended = segments.all().stream().mapToInt(Segment::mended).sum();
    return damaged.get() + index.lost() + mended;
  }

  /** Returns how many bytes the records of living entries take. */
  long liveBytes() {
    return index.totals().live();
  }

  /** Takes in what is new, if anything is, and forgets what was removed. */
  void catchUp() throws IOException {
    if (control.publications() != known) {
      takeIn();
    }
    forgetRemoved();
  }

  private void forgetRemoved() {
    if (!gone.isEmpty()) {
      damaged.addAndGet(gone.forget());
    }
  }

  /**
   * Takes in what is new, if any of it may be of that key. What others write to keys that nobody
   * here reads is left until there is more of it: one record after the other is soon read. What was
   * removed is left to whoever catches up with everything.
   */
  void catchUp(KeyBytes key) throws IOException {
    if (control.lastChange(key) > known && control.publications() != known) {
      takeIn();
    }
  }

  private synchronized void takeIn() throws IOException {
    // Read first: what is published meanwhile is looked for once more.
    long count = control.publications();
    if (count == known) {
      // Another thread was faster.
      return;
    }
    long removed;
    int skippedBefore;
    List<Segment> missing;
    do {
      removed = control.removals();
      skippedBefore = skipped;
      // Those that are missing now: what was alive in them is published already.
      missing = removed == removals ? List.of() : missing();
      takeInPublished();
      // What was needed of a segment that was skipped may be in one that was made since.
    } while (control.removals() != removed || skipped != skippedBefore);
    // Only now, and together: in the turns before, one that was removed later may have been found
    // without one that was removed earlier.
    gone.add(missing);
    removals = removed;
    if (skipped > 0 || gone.areMany()) {
      // A segment that was removed before it was read may have held tombstones that nobody needs
      // who has forgotten the segments removed before it. That has to be done now, then.
      forgetRemoved();
      skipped = 0;
    }
    known = count;
  }

  private List<Segment> missing() throws IOException {
    List<Segment> missing = new ArrayList<>();
    for (Segment segment : segments.all()) {
      if (!segment.removed && segment.isSealed() && home.isRemoved(segment.file)) {
        missing.add(segment);
      }
    }
    return missing;
  }

  private void takeInPublished() throws IOException {
    addSegments();
    Iterator<Segment> each = open.iterator();
    while (each.hasNext()) {
      Segment segment = each.next();
      boolean sealed = segment.isSealed();
      apply(segment, segment.published());
      if (sealed) {
        each.remove();
      }
    }
  }

  /** Takes in segments that others have made, whether or not anything is published there. */
  synchronized void addSegments() throws IOException {
    long end = control.nextSegment();
    for (; nextSegment < end; nextSegment++) {
      addForeign((int) nextSegment);
    }
  }

  private void addForeign(int number) throws IOException {
    if (segments.get(number) != null) {
      return;
    }
    Path file = home.layout.segment(number);
    Segment segment = Segment.map(home.medium, file, number);
    if (segment == null && !home.isRemoved(file)) {
      // The directory came back, or the file is too short to be a segment.
      segment = Segment.map(home.medium, file, number);
    }
    // Else it may be that of another store, in the place of this one.
    home.require();
    if (segment == null) {
      // All in it is elsewhere.
      skipped++;
    } else {
      segments.add(segment);
      open.add(segment);
    }
  }

  /** Takes in a segment that was there when the store was opened, as far as it is published. */
  synchronized void addExisting(Segment segment) {
    segments.add(segment);
    nextSegment = Math.max(nextSegment, segment.number + 1L);
    // Asked first: if it is sealed only now, there may be more than what was published before.
    boolean sealed = segment.isSealed();
    apply(segment, segment.published());
    if (!sealed) {
      open.add(segment);
    }
  }

  /** Takes in segments by their hints, which were there when the store was opened. */
  synchronized void addExisting(List<Hint> hints) {
    for (Hint hint : hints) {
      Segment segment = hint.segment;
      segments.add(segment);
      nextSegment = Math.max(nextSegment, segment.number + 1L);
      segment.applied = (int) hint.length();
      segment.damaged = hint.damagedStretches() > 0;
      damaged.addAndGet(hint.damagedStretches());
    }
    index.load(hints);
  }

  /** Says which segment, at the least, will be the first that others add. */
  synchronized void begin(long next) {
    nextSegment = Math.max(nextSegment, next);
  }

  /** Takes in a segment that this process has made. */
  synchronized void addOwn(Segment segment) {
    segments.add(segment);
  }

  /** Takes in what this process has published itself, and tells the others. */
  synchronized void published(Segment own) {
    boolean taken = false;
    try {
      apply(own, own.published());
      taken = true;
    } finally {
      // In any case: it can be read, so that everybody must come to know of it.
      long before = control.countPublication();
      if (!taken) {
        // With what others have published, then.
        open.add(own);
      } else if (known == before) {
        known = before + 1;
      }
    }
  }

  private void apply(Segment segment, int end) {
    int at = segment.applied;
    if (at >= end) {
      return;
    }
    LookAhead ahead = new LookAhead(index, segment, end);
    while (at < end) {
      ahead.at(at);
      StoredRecord record = StoredRecord.find(segment.bytes, at, end, segment.number);
      if (record == null && segment.mend(at, end)) {
        continue;
      }
      if (record == null) {
        damaged.incrementAndGet();
        segment.damaged = true;
        at = next(segment, at + 1, end);
      } else {
        index.apply(segment, record);
        at = record.end();
      }
      segment.applied = at;
    }
    index.show();
  }

  /**
   * Takes in what a process has left that died, or the whole machine: what was published, and what
   * was not if its values are whole, too. A newer record that is torn must not hide an older one,
   * now or when the segment is read again.
   *
   * @param torn where to put the places of those that are not whole, before the last that is
   * @return where the last of them ends, or a damaged stretch that was published behind it
   */
  synchronized int recover(Segment segment, List<Integer> torn) throws IOException {
    Remains remains = Remains.of(home.medium, segment);
    segments.add(segment);
    nextSegment = Math.max(nextSegment, segment.number + 1L);
    int published = segment.published();
    int end = remains.end();
    segment.recovered = segment.bytes.capacity();
    List<Integer> behind = new ArrayList<>();
    int at = Segment.HEAD;
    int good = at;
    while (at < end) {
      StoredRecord record = remains.find(at);
      if (record == null && at == good && segment.mend(at, end)) {
        continue;
      }
      if (record == null) {
        at = next(segment, at + 1, end);
        continue;
      }
      if (record.end() > published && !remains.isValueWhole(record)) {
        behind.add(at);
        at = record.end();
        continue;
      }
      torn.addAll(behind);
      behind.clear();
      if (at != good) {
        // Behind the last good record it would be a torn tail, which is no damage.
        damaged.incrementAndGet();
        segment.damaged = true;
      }
      index.apply(segment, StoredRecord.at(segment.bytes, at));
      at = record.end();
      good = at;
    }
    index.show();
    int lost = remains.lastByte(good, published);
    if (lost > good) {
      // It was published: what is left of it stays, until the segment is put aside.
      damaged.incrementAndGet();
      segment.damaged = true;
    }
    segment.applied = lost;
    segment.recovered = lost;
    return lost;
  }

  /** Returns where the next whole record begins. */
  static int next(Segment segment, int from, int end) {
    int at = from;
    while (at < end) {
      if (end - at >= 8 && segment.bytes.getLong(at) == 0) {
        at += 8;
      } else if (StoredRecord.find(segment.bytes, at, end, segment.number) != null) {
        return at;
      } else {
        at++;
      }
    }
    return end;
  }
}
