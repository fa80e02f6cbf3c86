package dev.larder.disk;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongPredicate;

/**
 * The places of large values, so that one can be taken at random among any number of small ones.
 * Places that are not alive any more stay until they are met. Not thread-safe.
 */
final class LargePlaces {

  private long[] places = new long[16];
  private int size;

  /** Adds a place; looks which of the others are still alive before there are many more of them. */
  void add(long place, LongPredicate alive) {
    if (size == places.length) {
      retain(alive);
      if (2 * size > places.length) {
        places = Arrays.copyOf(places, 2 * places.length);
      }
    }
    places[size++] = place;
  }

  private void retain(LongPredicate alive) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (alive.test(places[i])) {
        places[kept++] = places[i];
      }
    }
    size = kept;
  }

  /** Returns all for which the test holds. */
  long[] all(LongPredicate alive) {
    retain(alive);
    return Arrays.copyOf(places, size);
  }

  /** Returns one at random for which the test holds; {@link Place#NONE} if there is none. */
  long any(LongPredicate alive) {
    while (size > 0) {
      int i = ThreadLocalRandom.current().nextInt(size);
      if (alive.test(places[i])) {
        return places[i];
      }
      places[i] = places[--size];
    }
    return Place.NONE;
  }
}
