package dev.larder.disk;

import dev.larder.storage.CacheKey;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads every byte of every entry, and every hint. */
final class Verification {

  private final Engine engine;
  private final boolean repair;
  private final Set<CacheKey> damaged = new LinkedHashSet<>();
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
      for (StoredRecord record : engine.living(stripe)) {
        verify(record.key(), removal);
      }
    }
    if (repair) {
      engine.leftovers.remove();
    }
    return new VerifyReport(entries, List.copyOf(damaged), engine.publications.damaged(), hints);
  }

  /** An entry and where it is. */
  private record Located(long place, StoredRecord record) {

    boolean isMovedTo(@Nullable Located now) {
      return now != null && now.place != place && now.record.version() == record.version();
    }
  }

  private @Nullable Located locate(KeyBytes key) throws IOException {
    // Else what another process has written anew would be looked for where it was.
    engine.publications.catchUp();
    while (true) {
      long place = engine.index.find(key, false);
      if (place == Place.NONE || Place.isGone(place)) {
        return null;
      }
      StoredRecord record = engine.index.record(place);
      if (record != null) {
        return engine.isAlive(record) ? new Located(place, record) : null;
      }
    }
  }

  /**
   * Reads an entry; if it is moved meanwhile, where it was moved to as well. What is written anew
   * meanwhile is another entry.
   */
  private void verify(KeyBytes key, Removal removal) throws IOException {
    Located at = locate(key);
    entries += at == null ? 0 : 1;
    while (at != null) {
      boolean whole = isWhole(at.record);
      Located now = locate(key);
      if (!whole && now != null && now.place == at.place) {
        // Files are not lost if the whole directory is away.
        engine.store.home().require();
        damaged.add(key.key());
        if (repair) {
          removal.remove(key, at.place);
          now = locate(key);
        }
      }
      at = at.isMovedTo(now) ? now : null;
    }
  }

  private boolean isWhole(StoredRecord record) throws IOException {
    LargeRef file = record.large();
    return record.isValueWhole() && (file == null || engine.large.verify(file));
  }
}
