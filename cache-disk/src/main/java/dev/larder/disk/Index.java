package dev.larder.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the newest record of each key is, and what all of them together take. Looking up takes no
 * lock; every change is made under the monitor of this object.
 *
 * <p>A key that was deleted keeps a place that is {@linkplain Place#isGone gone}: an older record
 * of it may yet be read from the segment of another process, and must not bring it back.
 */
final class Index {

  private final IndexTable[] tables = new IndexTable[KeyBytes.STRIPES];
  private final Segments segments;
  private final ExpiryHeap expiries = new ExpiryHeap();
  private final LargePlaces large = new LargePlaces();
  private final LeastUsed leastUsed = new LeastUsed(tables);
  private final Tally tally = new Tally();
  private long lastVersion;
  private long lastSavedAt;
  private int tick = 1;
  private volatile int lost;

  Index(Segments segments) {
    this.segments = segments;
    for (int i = 0; i < tables.length; i++) {
      tables[i] = new IndexTable();
    }
  }

  Tally.Totals totals() {
    return tally.shown();
  }

  synchronized long lastVersion() {
    return lastVersion;
  }

  synchronized long lastSavedAt() {
    return lastSavedAt;
  }

  /** Returns where the key's newest record is, gone or not; {@link Place#NONE} if nowhere. */
  long find(KeyBytes key, boolean use) {
    // The clock of recency is the number of writes: a racy look at it is near enough.
    int now = use ? tick : 0;
    return tables[key.stripe].find(key.hash, now, place -> isKey(place, key));
  }

  private boolean isKey(long place, KeyBytes key) {
    Segment segment = segments.get(Place.segment(place));
    if (segment == null) {
      return false;
    }
    int at = Place.at(place);
    // The hash is that of the key: another key, which is rare, or damage, which may be mended.
    return segment.hasKey(at, key) || (segment.record(at) != null && segment.hasKey(at, key));
  }

  /**
   * Returns the record there; null if it is not there any more: because it moved, and its segment
   * is gone, or because its head was damaged since it was taken in.
   */
  @Nullable StoredRecord record(long place) {
    Segment segment = segments.get(Place.segment(place));
    StoredRecord record = segment == null ? null : segment.record(Place.at(place));
    if (segment != null && record == null) {
      lose(segment);
    }
    return record;
  }

  /** Returns how many records were found to be damaged after they had been taken in. */
  int lost() {
    return lost;
  }

  /**
   * Forgets all places in a segment at which no whole record is any more, and counts anew what is
   * left: how long a damaged record was nobody can tell.
   */
  private synchronized void lose(Segment segment) {
    int gone = 0;
    Segment.Alive left = new Segment.Alive();
    for (IndexTable table : tables) {
      gone += table.removeIf(place -> isIn(segment, place) && record(segment, place) == null);
      for (long place : table.places()) {
        StoredRecord record = isIn(segment, place) ? record(segment, place) : null;
        if (record != null && !Place.isGone(place)) {
          left.count(1, record);
        }
      }
    }
    if (gone > 0) {
      tally.add(-1, segment.alive);
      tally.add(1, left);
      tally.show();
      segment.alive.set(left);
      segment.damaged = true;
      lost += gone;
    }
  }

  private static boolean isIn(Segment segment, long place) {
    return Place.segment(place) == segment.number;
  }

  private static @Nullable StoredRecord record(Segment segment, long place) {
    return segment.record(Place.at(place));
  }

  /**
   * Takes in a record, unless a newer one of its key is known. What there is in all is {@linkplain
   * #show shown} later.
   */
  synchronized void apply(Segment segment, StoredRecord record) {
    lastVersion = Math.max(lastVersion, record.version());
    lastSavedAt = Math.max(lastSavedAt, record.savedAt());
    take(segment, record, nextTick(), 0);
    // Last: a record is taken in once more if there was no memory for it.
    tally.store(record.length());
  }

  /**
   * Looks at the record that this one probably replaces, so that it is in the processor's cache;
   * returns false if there is no record where it should be.
   */
  boolean look(StoredRecord record) {
    long mixed = record.mixedKey();
    long place = tables[KeyBytes.stripe(mixed)].guess(KeyBytes.hash(mixed));
    Segment segment = place == Place.NONE ? null : segments.get(Place.segment(place));
    int at = Place.at(place) + RecordHead.FLAGS_AT;
    return segment == null
        || (at < segment.bytes.capacity() && RecordHead.isForm(segment.bytes.get(at)));
  }

  /** Lets everybody see what there is in all after records were taken in. */
  synchronized void show() {
    tally.show();
  }

  /**
   * Takes in what hints say of segments that are known, but for their records. Only while nobody
   * else has this index.
   */
  synchronized void load(List<Hint> hints) {
    for (Hint hint : hints) {
      lastVersion = Math.max(lastVersion, hint.lastVersion());
      lastSavedAt = Math.max(lastSavedAt, hint.lastSavedAt());
      tally.store(hint.recordBytes());
    }
    new IndexLoad(this, hints, tick).run();
    tally.show();
    for (Hint hint : hints) {
      tick += hint.records();
    }
  }

  /** Returns the table of a stripe, for loading. */
  IndexTable table(int stripe) {
    return tables[stripe];
  }

  /** Counts what was put into tables while loading. */
  synchronized void count(Segment segment, Segment.Alive loaded) {
    segment.alive.add(loaded);
    tally.add(1, loaded);
  }

  /** Notes when an entry expires. */
  synchronized void expire(long expiresAt, long place) {
    expiries.add(expiresAt, place);
  }

  /** Notes that an entry has a file of its own. */
  synchronized void noteLarge(long place) {
    large.add(place, this::isLive);
  }

  private boolean isLive(long place) {
    StoredRecord record = record(place);
    return record != null && find(record.key(), false) == place;
  }

  /** Takes in a record of a segment that is being loaded, if it is whole. */
  synchronized void take(Hint hint, int used) {
    StoredRecord record = hint.segment.record(hint.at);
    if (record == null) {
      hint.segment.damaged = true;
      lost++;
    } else {
      take(hint.segment, record, used, hint.older);
    }
  }

  /** Takes in a record in whose segment there are so many older ones of its key. */
  private void take(Segment segment, StoredRecord record, int used, int older) {
    KeyBytes key = record.key();
    long old = find(key, false);
    StoredRecord replaced = old == Place.NONE ? null : record(old);
    if (replaced == null) {
      old = Place.NONE;
    } else if (!isNewer(segment, record, old, replaced)) {
      tables[key.stripe].countCopy(key.hash, old, 1 + older);
      return;
    }
    IndexTable table = tables[key.stripe];
    boolean copied = replaced != null && replaced.version() == record.version();
    // What another process has copied may have expired, which that process did not miss yet.
    boolean gone = record.isTombstone() || (copied && Place.isGone(old));
    long place = Place.of(segment.number, record.at);
    if (copied && record.isTombstone()) {
      segment.pinned.addAndGet(record.length());
    }
    // Else that was done when the last of what it hid was forgotten.
    boolean unpins = Place.isGone(old) && table.hasCopies(key.hash, old);
    long put = gone ? Place.gone(place) : place;
    table.put(key.hash, old, put, used);
    if (older > 0) {
      table.countCopy(key.hash, put, older);
    }
    if (replaced != null && !Place.isGone(old)) {
      count(old, replaced, -1);
    } else if (replaced != null && unpins) {
      unpin(old, replaced);
    }
    if (!gone) {
      count(place, record, 1);
      if (record.isLarge()) {
        noteLarge(place);
      }
      if (record.expiresAt() != StoredRecord.NEVER) {
        expiries.add(record.expiresAt(), place);
      }
    }
  }

  private static boolean isNewer(
      Segment segment, StoredRecord record, long old, StoredRecord replaced) {
    return record.version() > replaced.version()
        || (record.version() == replaced.version() && segment.number > Place.segment(old));
  }

  private int nextTick() {
    tick = tick == -1 ? 1 : tick + 1;
    return tick;
  }

  private void count(long place, StoredRecord record, int sign) {
    Segment segment = segments.get(Place.segment(place));
    if (segment != null) {
      segment.alive.count(sign, record);
    }
    tally.add(sign, record);
  }

  /**
   * Forgets a record whose segment was removed: whatever was alive in it is known to be elsewhere,
   * and what is still here is not alive.
   */
  synchronized void forget(Segment segment, StoredRecord record) {
    if (!forgetOlder(segment, record)) {
      tally.store(-record.length());
      long place = Place.of(segment.number, record.at);
      KeyBytes key = record.key();
      long current = find(key, false);
      if (current == place) {
        count(place, record, -1);
      }
      tables[key.stripe].remove(key.hash, current);
    }
  }

  /** Forgets the same unless it is the newest of its key that is known; returns whether it did. */
  synchronized boolean forgetOlder(Segment segment, StoredRecord record) {
    KeyBytes key = record.key();
    long current = find(key, false);
    long place = Place.of(segment.number, record.at);
    if (current == place || current == Place.gone(place)) {
      return false;
    }
    tally.store(-record.length());
    if (current != Place.NONE) {
      IndexTable table = tables[key.stripe];
      table.countCopy(key.hash, current, -1);
      StoredRecord newest = Place.isGone(current) ? record(current) : null;
      if (newest != null && !table.hasCopies(key.hash, current)) {
        unpin(current, newest);
      }
    }
    return true;
  }

  /** Lets a compaction give back the room of a tombstone that hides nothing any more. */
  private void unpin(long place, StoredRecord record) {
    Segment segment = segments.get(Place.segment(place));
    if (segment != null && record.isTombstone()) {
      // What was not copied there was not pinned either.
      segment.pinned.updateAndGet(bytes -> Math.max(0, bytes - record.length()));
    }
  }

  /**
   * Forgets what is left of a segment that was removed: records that could not be read any more.
   */
  synchronized void forgetRest(Segment segment) {
    if (segment.alive.entries > 0) {
      tally.add(-1, segment.alive);
      segment.alive.set(new Segment.Alive());
      for (IndexTable table : tables) {
        table.removeIf(place -> isIn(segment, place));
      }
    }
    tally.show();
  }

  /** Returns whether a segment holds an older record of the key whose newest is there. */
  boolean hidesOlder(KeyBytes key, long place) {
    return tables[key.stripe].hasCopies(key.hash, place);
  }

  /** Marks a live place as gone, if it is still where it was; returns whether this call did. */
  synchronized boolean drop(KeyBytes key, long place) {
    StoredRecord record = record(place);
    if (record == null || !tables[key.stripe].replace(key.hash, place, Place.gone(place))) {
      return false;
    }
    count(place, record, -1);
    tally.show();
    return true;
  }

  /** Marks what has expired as gone, at most so many, and returns the records of that. */
  synchronized List<StoredRecord> dropExpired(long now, int most) {
    List<StoredRecord> dropped = new ArrayList<>();
    while (dropped.size() < most && expiries.hasBefore(now)) {
      long place = expiries.pop();
      StoredRecord record = record(place);
      if (record != null && drop(record.key(), place)) {
        dropped.add(record);
      }
    }
    return dropped;
  }

  /** Returns a live place that was used long ago; {@link Place#NONE} if there is none. */
  long oldestOfSome() {
    return leastUsed.ofAll(tick);
  }

  /** Returns the same among the entries that have files of their own. */
  synchronized long oldestLargeOfSome() {
    return leastUsed.ofThose(() -> large.any(this::isLive), this::record, tick);
  }

  /** Returns the live places of a stripe at one moment. */
  long[] live(int stripe) {
    return Arrays.stream(tables[stripe].places()).filter(p -> !Place.isGone(p)).toArray();
  }

  /** Returns the numbers of all large values that are alive, at one moment. */
  synchronized Set<Long> largeIds() {
    Set<Long> ids = new HashSet<>();
    for (long place : large.all(this::isLive)) {
      StoredRecord record = record(place);
      LargeRef file = record == null ? null : record.large();
      if (file != null) {
        ids.add(file.id());
      }
    }
    return ids;
  }
}
