package dev.larder.benchmarks;

import java.time.Duration;

/**
 * A cache under measurement.
 *
 * <p>Keys and values are made outside the measured time, in the form that its users would hold: so
 * the figures show what the cache costs, not what making its arguments costs.
 *
 * @param <K> what it is asked with
 * @param <V> what it is given
 */
interface Subject<K, V> extends AutoCloseable {

  /** Returned by {@link #read} where there is no value. */
  int MISS = -1;

  /** How long values live, where the cache has a time to live. */
  Duration TTL = Duration.ofHours(1);

  /** Returns the key of that name, each time a new instance. */
  K key(String name);

  /** Returns the value of those bytes, which are not copied. */
  V value(byte[] bytes);

  /** Looks the key up and returns the first byte of its value, or {@link #MISS}. */
  int read(K key);

  /** Stores the value. */
  void put(K key, V value);

  @Override
  default void close() {}
}
