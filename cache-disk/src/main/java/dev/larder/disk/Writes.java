package dev.larder.disk;

import dev.larder.storage.CacheException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes entries. The stripes of the keys are locked from looking at what is there to having the
 * new records published, so that nobody gets in between.
 */
final class Writes {

  private final Engine engine;
  private final Control control;

  Writes(Engine engine) {
    this.engine = engine;
    this.control = engine.store.control();
  }

  /** Makes one change; throws why it was not done. */
  <C extends Change> C make(C change) throws IOException {
    int stripe = change.key.stripe;
    engine.locks.lock(stripe);
    try {
      engine.publications.catchUp();
      RecordBytes record = decide(change);
      if (record != null) {
        Appending outcome = new Appending(List.of(record));
        control.beginChange(change.key);
        try {
          engine.appender.append(outcome);
        } finally {
          // In any case: what is published has taken place, whatever came of it afterwards.
          control.endChange(change.key);
          settle(change, outcome, 0);
        }
      }
    } finally {
      engine.locks.unlock(stripe);
    }
    change.require();
    return change;
  }

  /**
   * Makes changes of different keys with one sync; each is told what became of it.
   *
   * @throws IOException if none was made
   */
  void makeAll(List<? extends Change> changes) throws IOException {
    // In one order, so that two who lock many of them do not wait for each other.
    int[] stripes = changes.stream().mapToInt(c -> c.key.stripe).sorted().distinct().toArray();
    int locked = 0;
    try {
      for (; locked < stripes.length; locked++) {
        engine.locks.lock(stripes[locked]);
      }
      makeLocked(changes);
    } finally {
      while (locked > 0) {
        engine.locks.unlock(stripes[--locked]);
      }
    }
  }

  /** Does it under locks of the caller's. */
  void makeLocked(List<? extends Change> changes) throws IOException {
    engine.publications.catchUp();
    List<Change> decided = new ArrayList<>(changes.size());
    List<RecordBytes> records = new ArrayList<>(changes.size());
    for (Change change : changes) {
      RecordBytes record = decide(change);
      if (record != null) {
        decided.add(change);
        records.add(record);
      }
    }
    if (records.isEmpty()) {
      return;
    }
    Appending outcome = new Appending(records);
    decided.forEach(change -> control.beginChange(change.key));
    try {
      engine.appender.append(outcome);
    } finally {
      decided.forEach(change -> control.endChange(change.key));
      for (int i = 0; i < records.size(); i++) {
        settle(decided.get(i), outcome, i);
      }
    }
  }

  private void settle(Change change, Appending outcome, int i) {
    if (i < outcome.done()) {
      change.done();
      removeFile(change.replaced);
    } else {
      change.failed(outcome.cause());
    }
  }

  private @Nullable RecordBytes decide(Change change) {
    while (true) {
      long place = engine.index.find(change.key, false);
      StoredRecord current = null;
      if (place != Place.NONE && !Place.isGone(place)) {
        current = engine.index.record(place);
        if (current == null) {
          // It was moved, and where it was is gone.
          continue;
        }
      }
      change.replaced = current == null ? null : current.large();
      try {
        return change.decide(place, current);
      } catch (CacheException refused) {
        change.failed(refused);
        return null;
      }
    }
  }

  /** Removes the file of a large value that no record refers to any more. */
  void removeFile(@Nullable LargeRef value) {
    if (value != null) {
      try {
        engine.large.delete(value.id());
      } catch (IOException left) {
        // Whoever looks for leftovers removes it.
      }
    }
  }
}
