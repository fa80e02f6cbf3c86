package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is open in this process: reading and writing of entries. All storages of the
 * process over one directory share one.
 *
 * <p>A write holds the lock of its key's stripe from looking at the key to having its record
 * published. A read takes no lock: it sees all that was published before it began.
 */
final class Engine {

  /** Values up to there are copied out: that is cheaper than a view, and keeps no mapping alive. */
  private static final int COPIED = 1024;

  /** What is in the directory. */
  record Content(Segments segments, Index index, Publications publications, StoreClock clock) {}

  final Opened store;
  final Index index;
  final Publications publications;
  final StoreClock clock;
  final KeyLocks locks;
  final Appender appender;
  final LargeFiles large;
  final Maintenance maintenance;
  private final Segments segments;
  private final Appender copies;

  Engine(DiskStorageConfig config, Opened store, Content content) {
    this.store = store;
    this.segments = content.segments();
    this.index = content.index();
    this.publications = content.publications();
    this.clock = content.clock();
    this.locks = new KeyLocks(store.control(), store.process());
    SegmentFiles files = new SegmentFiles(store, locks, publications, config);
    this.appender = new Appender(files, publications, config.sync());
    this.copies = new Appender(files, publications, config.sync());
    boolean synced = config.sync() != SyncPolicy.NONE;
    this.large = new LargeFiles(store.medium(), store.layout(), synced);
    this.maintenance = new Maintenance(this, new Compactor(this, copies, config.segmentSize()));
  }

  List<Segment> segments() {
    return segments.all();
  }

  /** Returns the newest record of the key if it is alive, else null. */
  @Nullable StoredRecord find(KeyBytes key) throws IOException {
    publications.catchUp();
    while (true) {
      long place = index.find(key, false);
      if (place == Place.NONE || Place.isGone(place)) {
        return null;
      }
      StoredRecord record = index.record(place);
      if (record != null) {
        return isExpired(record) ? null : record;
      }
    }
  }

  private boolean isExpired(StoredRecord record) {
    long expiresAt = record.expiresAt();
    return expiresAt != StoredRecord.NEVER && expiresAt <= clock.now();
  }

  /** What a look for a value found. */
  record Found(long place, @Nullable DiskEntry entry) {
    static final Found NOTHING = new Found(Place.NONE, null);

    /** Returns whether there is an entry whose bytes cannot be read back. */
    boolean isCorrupt() {
      return place != Place.NONE && entry == null;
    }
  }

  /** Reads the entry; what cannot be read back is corrupt, and stays for the caller to remove. */
  Found load(KeyBytes key) throws IOException {
    publications.catchUp();
    long corrupt = Place.NONE;
    while (true) {
      long place = index.find(key, true);
      if (place == Place.NONE || Place.isGone(place)) {
        return Found.NOTHING;
      }
      StoredRecord record = index.record(place);
      if (record == null) {
        continue;
      }
      if (isExpired(record)) {
        return Found.NOTHING;
      }
      Blob value = value(record);
      if (value != null) {
        return new Found(place, new DiskEntry(value, record));
      }
      if (place == corrupt) {
        return new Found(place, null);
      }
      // Its file may have been removed because the entry was written anew: look once more.
      corrupt = place;
      publications.catchUp();
    }
  }

  private @Nullable Blob value(StoredRecord record) throws IOException {
    if (!record.isValueWhole()) {
      return null;
    }
    LargeRef file = record.large();
    if (file != null) {
      return large.load(file);
    }
    return record.valueLength <= COPIED
        ? Blob.wrap(record.valueCopy())
        : Blob.wrap(record.valueView());
  }

  /** Saves a value if the condition holds. */
  EntryMetadata save(CacheKey key, Payload value, SaveOptions options, Optional<Long> ttl)
      throws IOException {
    KeyBytes bytes = KeyBytes.of(key);
    byte[] labels = LabelBytes.of(options);
    locks.lock(bytes.stripe);
    try {
      StoredRecord current = find(bytes);
      Conditions.require(key, options, current == null ? null : current.version());
      LargeRef replaced = replaceable(bytes);
      long now = clock.now();
      long expiresAt = ttl.map(millis -> now + millis).orElse(StoredRecord.NEVER);
      Facts facts = new Facts(store.control().nextVersion(), now, expiresAt, labels);
      appender.append(value.record(bytes, facts));
      remove(replaced);
      return DiskEntry.metadata(value.size(), facts);
    } finally {
      locks.unlock(bytes.stripe);
    }
  }

  /** Returns the large value that the key has now, expired or not, so that it can be removed. */
  private @Nullable LargeRef replaceable(KeyBytes key) {
    long place = index.find(key, false);
    StoredRecord record = place == Place.NONE || Place.isGone(place) ? null : index.record(place);
    return record == null ? null : record.large();
  }

  void remove(@Nullable LargeRef value) {
    if (value != null) {
      try {
        large.delete(value.id());
      } catch (IOException left) {
        // Nobody refers to the file; the next process that opens the store alone removes it.
      }
    }
  }

  /** Which of a stripe's keys to remove. */
  interface Doomed {
    /** Returns whether to remove the entry that is there now. */
    boolean test(KeyBytes key, long place, StoredRecord record);
  }

  /**
   * Removes entries of one stripe with one sync, whichever of the keys are alive and doomed.
   *
   * @return how many it removed
   */
  int remove(int stripe, List<KeyBytes> keys, Doomed doomed) throws IOException {
    locks.lock(stripe);
    try {
      publications.catchUp();
      return removeLocked(keys, doomed).size();
    } finally {
      locks.unlock(stripe);
    }
  }

  /** Does it under locks of the caller's, after it has caught up, and returns what it removed. */
  List<KeyBytes> removeLocked(List<KeyBytes> keys, Doomed doomed) throws IOException {
    List<KeyBytes> chosen = new ArrayList<>();
    List<RecordBytes> tombstones = new ArrayList<>();
    List<@Nullable LargeRef> files = new ArrayList<>();
    for (KeyBytes key : keys) {
      long place = index.find(key, false);
      StoredRecord record = place == Place.NONE || Place.isGone(place) ? null : index.record(place);
      if (record != null && doomed.test(key, place, record)) {
        chosen.add(key);
        files.add(record.large());
        long version = store.control().nextVersion();
        tombstones.add(RecordBytes.tombstone(key, version, clock.now()));
      }
    }
    if (chosen.isEmpty()) {
      return chosen;
    }
    Appender.Outcome outcome = appender.append(tombstones);
    if (outcome.failure != null) {
      throw outcome.failure;
    }
    files.forEach(this::remove);
    return chosen;
  }

  /** Puts the file of a damaged value aside; what fails is left to the next look. */
  void quarantine(LargeRef value) {
    try {
      large.quarantine(value.id());
    } catch (IOException left) {
      // The entry is removed in any case, and its file with it.
    }
  }

  /** Returns the keys of a namespace that are in a stripe now. */
  List<KeyBytes> keysIn(Namespace namespace, int stripe) {
    byte[] prefix = (namespace.value() + "/").getBytes(StandardCharsets.UTF_8);
    List<KeyBytes> keys = new ArrayList<>();
    for (long place : index.live(stripe)) {
      StoredRecord record = index.record(place);
      KeyBytes key = record == null ? null : record.key();
      if (key != null && key.startsWith(prefix)) {
        keys.add(key);
      }
    }
    return keys;
  }

  boolean isAlive(StoredRecord record) {
    return !isExpired(record);
  }

  /** Ends the work of this process on the directory. */
  void close() throws IOException {
    maintenance.stop();
    try {
      copies.close();
      appender.close();
      store.hints().writePending();
      store.control().noteTime(clock.now());
    } finally {
      store.process().close();
    }
  }
}
