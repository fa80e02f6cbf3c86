package dev.larder.disk;

import dev.larder.storage.CacheKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads every byte of every entry, and every hint. */
final class Verification {

  private final Engine engine;
  private final boolean repair;
  private final List<CacheKey> damaged = new ArrayList<>();
  private long entries;

  /**
   * @param repair whether to remove what cannot be read back, and to write hints anew that are not
   *     what they should be
   */
  Verification(Engine engine, boolean repair) {
    this.engine = engine;
    this.repair = repair;
  }

  /** Removes an entry that cannot be read back. */
  interface Removal {
    void remove(KeyBytes key, long place) throws IOException;
  }

  VerifyReport run(Removal removal) throws IOException {
    engine.publications.catchUp();
    int hints = 0;
    for (Segment segment : engine.segments()) {
      if (segment.isSealed() && !engine.store.hints().verify(segment, repair)) {
        hints++;
      }
    }
    for (int stripe = 0; stripe < KeyBytes.STRIPES; stripe++) {
      for (long place : engine.index.live(stripe)) {
        verify(place, removal);
      }
    }
    return new VerifyReport(entries, damaged, engine.publications.damaged(), hints);
  }

  private void verify(long place, Removal removal) throws IOException {
    StoredRecord record = engine.index.record(place);
    if (record == null || !engine.isAlive(record)) {
      return;
    }
    entries++;
    LargeRef file = record.large();
    boolean whole = record.isValueWhole() && (file == null || engine.large.verify(file));
    KeyBytes key = record.key();
    // What was written anew meanwhile is another entry.
    if (!whole && engine.index.find(key, false) == place) {
      damaged.add(key.key());
      if (repair) {
        removal.remove(key, place);
      }
    }
  }
}
