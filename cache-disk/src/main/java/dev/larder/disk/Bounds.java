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

  /** How long to wait for entries that others hold, and nothing else is left. */
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long EVERY = TimeUnit.SECONDS.toMillis(1);

  private final Engine engine;
  private final long maxEntries;
  private final long maxBytes;
  private final long maxFiles;
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
    this.maxFiles = config.maxFiles().orElse(Long.MAX_VALUE);
    // Several at once share a sync; few enough not to be missed.
    this.atOnce = (int) Math.max(1, Math.min(MOST_AT_ONCE, maxEntries / 1024));
  }

  private boolean isExceeded() {
    Tally.Totals now = engine.index.totals();
    return now.entries() > maxEntries || now.bytes() > maxBytes || hasTooManyFiles(now);
  }

  private boolean hasTooManyFiles(Tally.Totals now) {
    return now.files() > 0 && now.files() + engine.segments().size() > maxFiles;
  }

  /**
   * Returns what to remove: one that has a file if there are too many of them; {@link Place#NONE}
   * if there is nothing but what others hold.
   */
  private long choose(Set<Long> held) {
    boolean withFile = hasTooManyFiles(engine.index.totals());
    long chosen = withFile ? engine.index.oldestLargeOfSome() : engine.index.oldestOfSome();
    return held.contains(chosen) ? any(withFile, held) : chosen;
  }

  private long any(boolean withFile, Set<Long> held) {
    int start = ThreadLocalRandom.current().nextInt(KeyBytes.STRIPES);
    for (int i = 0; i < KeyBytes.STRIPES; i++) {
      for (long place : engine.index.live((start + i) % KeyBytes.STRIPES)) {
        StoredRecord record = held.contains(place) ? null : engine.index.record(place);
        if (record != null && (!withFile || record.isLarge())) {
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
    try {
      for (int i = 0; i < atOnce; i++) {
        long chosen = choose(held);
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
