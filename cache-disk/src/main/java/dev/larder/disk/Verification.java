package dev.larder.disk;

import dev.larder.storage.CacheKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads every byte of every entry. */
final class Verification {

  private final Engine engine;
  private final List<CacheKey> damaged = new ArrayList<>();
  private long entries;

  Verification(Engine engine) {
    this.engine = engine;
  }

  /** Told of an entry that cannot be read back. */
  interface Found {
    void damaged(KeyBytes key, long place) throws IOException;
  }

  VerifyReport run(Found found) throws IOException {
    engine.publications.catchUp();
    for (int stripe = 0; stripe < KeyBytes.STRIPES; stripe++) {
      for (long place : engine.index.live(stripe)) {
        verify(place, found);
      }
    }
    return new VerifyReport(entries, damaged, engine.publications.damaged());
  }

  private void verify(long place, Found found) throws IOException {
    StoredRecord record = engine.index.record(place);
    if (record == null || !engine.isAlive(record)) {
      return;
    }
    entries++;
    boolean whole =
        record.isValueWhole() && (!record.isLarge() || engine.large.verify(record.large()));
    KeyBytes key = record.key();
    // What was written anew meanwhile is another entry.
    if (!whole && engine.index.find(key, false) == place) {
      damaged.add(key.key());
      found.damaged(key, place);
    }
  }
}
