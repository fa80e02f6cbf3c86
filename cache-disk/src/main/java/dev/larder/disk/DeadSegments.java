package dev.larder.disk;

import java.io.IOException;

/**
 * Segments of processes that died: ends them behind what was published. What was written behind
 * that has not taken place from then on, for the next opening either, which would take it in: who
 * has seen that an entry is not there must not meet it later.
 *
 * <p>What was published has taken place, though it may not be counted: everybody is made to look
 * for it, before anybody gets a lock of the dead.
 */
final class DeadSegments {

  private final Opened store;
  private final Segments segments;
  private final Publications publications;

  /** Whether a process was found dead, which may have left more than its segments. */
  volatile boolean found;

  DeadSegments(Opened store, Segments segments, Publications publications) {
    this.store = store;
    this.segments = segments;
    this.publications = publications;
  }

  /** Seals those of all processes that are dead now. */
  void seal() throws IOException {
    publications.addSegments();
    // What is alive in them, that is: else they would seem to be garbage.
    publications.catchUp();
    for (Segment segment : segments.all()) {
      if (!segment.isSealed()) {
        store.process().ifDead(segment.slot(), () -> sealAndCount(segment));
      }
    }
  }

  /** Seals those of one process, which is dead, and whose place nobody takes meanwhile. */
  void seal(int slot) throws IOException {
    publications.addSegments();
    for (Segment segment : segments.all()) {
      if (segment.slot() == slot) {
        seal(segment);
      }
    }
    // In any case: who has sealed it may have died before it counted.
    store.control().countPublication();
  }

  private void sealAndCount(Segment segment) throws IOException {
    seal(segment);
    store.control().countPublication();
  }

  private void seal(Segment segment) throws IOException {
    // Looked at while the place is kept: another may have sealed it just now, and compacted it.
    if (!segment.isSealed()) {
      store.home().require();
      found = true;
      segment.sealForDead(store.medium(), segment.published());
    }
  }
}
