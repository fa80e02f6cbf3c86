package dev.larder.disk;

import dev.larder.storage.CacheKey;
import dev.larder.storage.EvictionCause;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Keeps the entries of all processes within the bounds: what has expired goes first, then what this
 * process saw used least recently among some taken at random.
 */
final class Bounds {

  private static final System.Logger LOG = System.getLogger("dev.larder");
  private static final int MOST_AT_ONCE = 64;

  /** How often to sample for an entry of one kind before looking at all. */
  private static final int TRIES = 8;

  /** How long to wait for entries that others hold, and nothing else is left. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long EVERY = TimeUnit.SECONDS.toMillis(1);

  private final Engine engine;
  private final long maxEntries;
  private final long maxBytes;
  private final FileBound files;
  private final int atOnce;
  private final BiConsumer<CacheKey, EvictionCause> evicted;
  private volatile long lookedForExpired;

  /**
   * Makes the bounds.
   *
   * @param evicted told of each entry that is removed
   */
  Bounds(Engine engine, DiskStorageConfig config, BiConsumer<CacheKey, EvictionCause> evicted) {
    this.engine = engine;
    this.evicted = evicted;
    this.maxEntries = config.maxEntries().orElse(Long.MAX_VALUE);
    this.maxBytes = config.maxSize();
    this.files = FileBound.of(config);
    // Several at once share a sync; few enough not to be missed.
    this.atOnce = (int) Math.max(1, Math.min(MOST_AT_ONCE, maxEntries / 1024));
  }

  /** Which entries make room. */
  private enum Kind {
    NONE,
    SMALL,
    LARGE,
    ANY;

    boolean has(StoredRecord record) {
      return this == ANY || record.isLarge() == (this == LARGE);
    }
  }

  private boolean isExceeded() {
    return exceeding() != Kind.NONE;
  }

  /**
   * Returns which entries there are too many of: those that have files if there are too many files,
   * those that have none if segments cannot hold more.
   */
  private Kind exceeding() {
    Tally.Totals now = engine.index.totals();
    if (filesTooMany(now) > 0) {
      return Kind.LARGE;
    }
    if (now.live() > files.maxLive()) {
      return Kind.SMALL;
    }
    return now.entries() > maxEntries || now.bytes() > maxBytes ? Kind.ANY : Kind.NONE;
  }

  /** Returns how many to remove with one sync. */
  private long most(Kind kind) {
    return switch (kind) {
      case NONE -> 0;
      case LARGE -> Math.min(atOnce, filesTooMany(engine.index.totals()) + files.spare());
      default -> atOnce;
    };
  }

  private long filesTooMany(Tally.Totals now) {
    return now.files() - files.maxLarge(engine.segments().size());
  }

  /** Returns what to remove; {@link Place#NONE} if there is nothing but what others hold. */
  private long choose(Kind kind, Set<Long> held) {
    long chosen =
        switch (kind) {
          case LARGE -> engine.index.oldestLargeOfSome();
          case SMALL -> oldestSmallOfSome();
          default -> engine.index.oldestOfSome();
        };
    return chosen == Place.NONE || held.contains(chosen) ? any(kind, held) : chosen;
  }

  private long oldestSmallOfSome() {
    for (int i = 0; i < TRIES; i++) {
      long chosen = engine.index.oldestOfSome();
      StoredRecord record = engine.index.record(chosen);
      if (record != null && !record.isLarge()) {
        return chosen;
      }
    }
    return Place.NONE;
  }

  private long any(Kind kind, Set<Long> held) {
    int start = ThreadLocalRandom.current().nextInt(KeyBytes.STRIPES);
    for (int i = 0; i < KeyBytes.STRIPES; i++) {
      for (long place : engine.index.live((start + i) % KeyBytes.STRIPES)) {
        StoredRecord record = held.contains(place) ? null : engine.index.record(place);
        if (record != null && kind.has(record)) {
          return place;
        }
      }
    }
    return Place.NONE;
  }

  /** Removes what has expired, and tells of it. */
  void removeExpired() throws IOException {
    engine.publications.catchUp();
    while (true) {
      List<StoredRecord> records = engine.index.dropExpired(engine.clock.now(), MOST_AT_ONCE);
      if (records.isEmpty()) {
        return;
      }
      for (StoredRecord record : records) {
        engine.writes.removeFile(record.large());
        evicted.accept(record.key().key(), EvictionCause.EXPIRED);
      }
    }
  }

  /**
   * Removes what has expired, from time to time, so that compaction gives its room back, and then
   * entries until the bounds hold; one thread of a process does, for all. That there is no room to
   * be made does not undo a save: it is tried again with the next.
   */
  void enforce() {
    try {
      long now = engine.clock.now();
      if (now - lookedForExpired > EVERY) {
        lookedForExpired = now;
        removeExpired();
      }
      if (isExceeded()) {
        removeUntilHeld();
      }
      engine.maintenance.poke();
    } catch (IOException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "evicting from " + engine.store.layout().root() + " failed; tried again",
          failure);
    }
  }

  private synchronized void removeUntilHeld() throws IOException {
    removeExpired();
    Set<Long> held = new HashSet<>();
    long until = System.nanoTime() + PATIENCE;
    while (isExceeded()) {
      List<KeyBytes> removed = evictSome(held);
      removed.forEach(key -> evicted.accept(key.key(), EvictionCause.SIZE));
      if (removed.isEmpty()) {
        if (engine.index.totals().entries() == 0 || System.nanoTime() > until) {
          return;
        }
        // Others hold the locks of what was chosen.
        LockSupport.parkNanos(100_000);
      } else {
        until = System.nanoTime() + PATIENCE;
      }
    }
  }

  /**
   * Evicts a few entries with one sync; none if others hold their locks.
   *
   * @param held entries whose locks others hold, to which it adds
   */
  private List<KeyBytes> evictSome(Set<Long> held) throws IOException {
    List<Removal> removals = new ArrayList<>();
    // Once for all: whether there are too many files may change with each segment that goes.
    Kind kind = exceeding();
    long most = most(kind);
    try {
      for (int i = 0; i < most; i++) {
        long chosen = choose(kind, held);
        StoredRecord record = chosen == Place.NONE ? null : engine.index.record(chosen);
        KeyBytes key = record == null ? null : record.key();
        if (key != null && engine.locks.tryLock(key.stripe)) {
          removals.add(new Removal(key, engine, (place, current) -> place == chosen));
        } else if (key == null) {
          held.clear();
        } else if (removals.stream().noneMatch(other -> other.key.stripe == key.stripe)) {
          // By one that is dead, or stopped, for ever: another entry will do.
          held.add(chosen);
          engine.locks.free(key.stripe);
        }
      }
      engine.writes.makeLocked(removals);
    } finally {
      removals.forEach(removal -> engine.locks.unlock(removal.key.stripe));
    }
    for (Removal removal : removals) {
      removal.require();
    }
    return removals.stream().filter(Change::isDone).map(removal -> removal.key).toList();
  }
}
