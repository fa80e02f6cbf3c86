package dev.larder.disk;

import org.jspecify.annotations.Nullable;

/** The removal of an entry, if it is the one that is meant. */
final class Removal extends Change {

  /** Which entry to remove. */
  interface Doomed {
    /** Returns whether it is the one that is there now. */
    boolean test(long place, StoredRecord record);
  }

  private final Engine engine;
  private final Doomed doomed;

  Removal(KeyBytes key, Engine engine, Doomed doomed) {
    super(key);
    this.engine = engine;
    this.doomed = doomed;
  }

  /** Returns the removal of whatever is there and has not expired. */
  static Removal ofLiving(KeyBytes key, Engine engine) {
    return new Removal(key, engine, (place, record) -> engine.isAlive(record));
  }

  @Override
  @Nullable RecordBytes decide(long place, @Nullable StoredRecord current) {
    if (current == null || !doomed.test(place, current)) {
      return null;
    }
    long version = engine.store.control().nextVersion();
    return RecordBytes.tombstone(key, version, engine.clock.now());
  }
}
