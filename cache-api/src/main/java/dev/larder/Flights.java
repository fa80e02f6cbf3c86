package dev.larder;

import dev.larder.storage.CacheKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The computations under way in one cache, at most one for each key. */
final class Flights<V> {

  private final ConcurrentMap<CacheKey, Flight<V>> underWay = new ConcurrentHashMap<>();

  /** Returns the flight for the key, a new one if there is none. */
  Flight<V> join(CacheKey key) {
    return underWay.computeIfAbsent(key, Flight::new);
  }

  /** Forgets a flight that has ended. */
  void land(CacheKey key, Flight<V> flight) {
    underWay.remove(key, flight);
  }

  /** Lets the flight for the key end for those who wait, without its result being stored. */
  void supersede(CacheKey key) {
    Flight<V> flight = underWay.remove(key);
    if (flight != null) {
      flight.supersede();
    }
  }

  void supersedeAll() {
    underWay.keySet().forEach(this::supersede);
  }
}
