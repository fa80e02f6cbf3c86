package dev.larder.memory;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells which loads need not be taken note of. What they say is for the day on which entries
 * compete; where no new one has come in for as many loads as there are entries, one load in {@value
 * #SAMPLE} says as much as all of them, and taking note of it costs as much as the look-up.
 */
final class Calm {

  /** A power of two. */
  static final int SAMPLE = 16;

  /** So many loads Caffeine takes note of before it asks for maintenance, or more. */
  static final int LOADS = 16;

  private final AtomicInteger rounds = new AtomicInteger();
  private volatile boolean calm;

  /** Returns whether to take no note of a load. */
  boolean skips() {
    return calm && (ThreadLocalRandom.current().nextInt() & (SAMPLE - 1)) != 0;
  }

  /** Notes that there was maintenance for nothing but loads, and how many entries there are. */
  void maintained(long entries) {
    if (!calm && rounds.incrementAndGet() > entries / LOADS) {
      calm = true;
    }
  }

  /** Notes that an entry came in. */
  void inserted() {
    // Both: the one may just have been set by another thread, on account of the other.
    if (calm || rounds.get() > 0) {
      rounds.set(0);
      calm = false;
    }
  }
}
