package dev.larder.storage;

import java.time.Duration;

/**
 * Hears what happens in a cache and in the storage below it.
 *
 * <p>Hand it to a {@code Cache} to hear of hits, misses, loads and values that could not be decoded
 * or stored; hand it to a storage to hear of evictions and failed operations. The same object may
 * be given to both: nothing is told twice.
 *
 * <p>Methods are called on the thread that did the work, possibly several at a time and possibly
 * while the storage holds a lock: return soon and do not call back into the storage. What a method
 * throws is logged and goes no further, but for an {@link Error}.
 */
public interface CacheListener {

  /** The listener that hears nothing. */
  CacheListener NONE = new CacheListener() {};

  /** A value was asked for and found. */
  default void onHit(CacheKey key) {}

  /** A value was asked for and not found. */
  default void onMiss(CacheKey key) {}

  /** A missing value was computed, in that time. */
  default void onLoad(CacheKey key, Duration took) {}

  /** The computation of a missing value failed, after that time. */
  default void onLoadFailure(CacheKey key, Duration took, Throwable failure) {}

  /** A stored value could not be decoded and counted as a miss. */
  default void onUndecodable(CacheKey key, RuntimeException failure) {}

  /** A storage removed an entry that nobody asked it to remove. */
  default void onEviction(CacheKey key, EvictionCause cause) {}

  /** A computed value could not be encoded or stored, and was returned all the same. */
  default void onStoreFailure(CacheKey key, RuntimeException failure) {}

  /** An operation of a storage failed. */
  default void onError(CacheException failure) {}
}
