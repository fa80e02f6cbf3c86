package dev.larder;

import dev.larder.storage.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * The computations under way in one cache, at most one for each key, and the writes beside them.
 */
final class Flights<V> {

  private final ConcurrentMap<CacheKey, Flight<V>> underWay = new ConcurrentHashMap<>();
  private final ConcurrentMap<CacheKey, Integer> writes = new ConcurrentHashMap<>();

  /** Returns the flight for the key, a new one if there is none. */
  Flight<V> join(CacheKey key) {
    Flight<V> flight = underWay.computeIfAbsent(key, absent -> new Flight<>(this, absent));
    if (writes.containsKey(key)) {
      // It may have looked before the write and store after it.
      flight.supersede();
    }
    return flight;
  }

  /** Forgets a flight that has its result. */
  void land(CacheKey key, Flight<?> flight) {
    underWay.remove(key, flight);
  }

  /**
   * Writes a value, or removes it, in such a way that no computation that was under way at any time
   * of the write stores its result afterwards.
   */
  <T> T write(CacheKey key, Supplier<T> work) {
    writes.merge(key, 1, Integer::sum);
    try {
      supersede(key);
      return work.get();
    } finally {
      writes.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  private void supersede(CacheKey key) {
    Flight<V> flight = underWay.remove(key);
    if (flight != null) {
      flight.supersede();
    }
  }

  /** Lets all flights end for those who wait, without their results being stored. */
  void supersedeAll() {
    underWay.keySet().forEach(this::supersede);
  }
}
