package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.Namespace;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory that is open in this process, and the reading of entries. All storages of the process
 * over one directory share one.
 *
 * <p>A read takes no lock: it sees all that was published before it began.
 */
final class Engine {

  /** What is in the directory. */
  record Content(Segments segments, Index index, Publications publications, StoreClock clock) {}

  final Opened store;
  final Index index;
  final Publications publications;
  final StoreClock clock;
  final DeadSegments dead;
  final KeyLocks locks;
  final Appender appender;
  final Appender copies;
  final LargeFiles large;
  final Writes writes;
  final Leftovers leftovers;
  final Maintenance maintenance;
  private final Segments segments;
  private final boolean synced;

  Engine(DiskStorageConfig config, Opened store, Content content) throws IOException {
    this.store = store;
    this.segments = content.segments();
    this.index = content.index();
    this.publications = content.publications();
    this.clock = content.clock();
    this.dead = new DeadSegments(store, segments, publications);
    this.locks = new KeyLocks(store.control(), store.process(), dead::seal);
    SegmentFiles files = new SegmentFiles(store, locks, publications, config);
    this.appender = new Appender(files, publications, config.sync());
    // Whatever the policy is: what is copied was on the medium, as a rule, and its original goes.
    this.copies = new Appender(files, publications, SyncPolicy.BATCH);
    this.synced = config.sync() != SyncPolicy.NONE;
    this.large = new LargeFiles(store, synced);
    this.writes = new Writes(this);
    this.leftovers = new Leftovers(this);
    Compactor compactor = new Compactor(this, copies, config);
    this.maintenance = new Maintenance(this, compactor, config.compactionSpeed());
  }

  List<Segment> segments() {
    return segments.all();
  }

  /** Returns the newest record of the key if it is alive, else null. */
  @Nullable StoredRecord find(KeyBytes key) throws IOException {
    publications.catchUp(key);
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
    publications.catchUp(key);
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
      Blob value = value(record, segments.get(Place.segment(place)));
      if (value != null) {
        return new Found(place, new DiskEntry(value, record));
      }
      if (record.isLarge()) {
        // Its file is not lost if the whole directory is away.
        store.home().require();
      }
      if (place == corrupt) {
        return new Found(place, null);
      }
      // Its file may have been removed because the entry was written anew: look once more.
      corrupt = place;
      publications.catchUp();
    }
  }

  private @Nullable Blob value(StoredRecord record, @Nullable Segment segment) throws IOException {
    if (record.isLarge()) {
      LargeRef file = record.large();
      return file == null ? null : large.load(file);
    }
    if (record.valueLength <= CheckedValues.COPIED) {
      return record.isValueWhole() ? Blob.wrap(record.valueCopy()) : null;
    }
    boolean whole = segment == null ? record.isValueWhole() : segment.checked.isWhole(record);
    return whole ? Blob.wrap(record.valueView()) : null;
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
    for (StoredRecord record : living(stripe)) {
      KeyBytes key = record.key();
      if (key.startsWith(prefix)) {
        keys.add(key);
      }
    }
    return keys;
  }

  /** Returns the entries of a stripe that have not expired. */
  List<StoredRecord> living(int stripe) {
    while (true) {
      List<StoredRecord> records = new ArrayList<>();
      boolean moved = false;
      for (long place : index.live(stripe)) {
        StoredRecord record = index.record(place);
        moved |= record == null;
        if (record != null && isAlive(record)) {
          records.add(record);
        }
      }
      if (!moved) {
        return records;
      }
    }
  }

  boolean isAlive(StoredRecord record) {
    return !isExpired(record);
  }

  /** Notes how late it is, so that no time comes twice, whatever becomes of the wall clock. */
  void noteTime() {
    long now = clock.now();
    store.control().noteTime(now);
    if (synced) {
      try {
        store.control().syncTime(now);
      } catch (UncheckedIOException left) {
        // Done again before long. It matters only if the wall clock is set back as well.
      }
    }
  }

  /**
   * Ends the work of this process on the directory. Waits for changes under way; what fails does
   * not keep the rest from being ended.
   */
  void close() throws IOException {
    maintenance.stop();
    locks.close();
    closeAll(
        List.of(
            copies::close,
            appender::close,
            store.hints()::writePending,
            this::noteTime,
            dead::seal,
            // Last: then another process may have this one's place.
            store.process()));
  }

  private static void closeAll(List<Closeable> parts) throws IOException {
    if (!parts.isEmpty()) {
      try {
        parts.get(0).close();
      } finally {
        closeAll(parts.subList(1, parts.size()));
      }
    }
  }
}
