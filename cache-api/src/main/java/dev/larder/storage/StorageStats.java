package dev.larder.storage;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What a storage has counted since it was opened, at one moment. Counting is always on.
 *
 * <p>Components may be added at the end before 1.0: read them by name, and leave the constructor to
 * Larder.
 *
 * @param hits loads that found an entry, batches and streams included
 * @param misses loads that found none
 * @param saves values written
 * @param deletes entries removed because somebody asked for it
 * @param evictions entries removed by the storage itself, by cause; every cause has a number
 * @param errors operations that failed with {@link CacheException}
 * @param entries how many entries are held now, where the storage knows it
 * @param bytes how many bytes they count for, where the storage knows it
 */
public record StorageStats(
    long hits,
    long misses,
    long saves,
    long deletes,
    Map<EvictionCause, Long> evictions,
    long errors,
    OptionalLong entries,
    OptionalLong bytes) {

  /** Keeps a copy of the map. */
  public StorageStats {
    evictions = Map.copyOf(Objects.requireNonNull(evictions, "evictions"));
    Objects.requireNonNull(entries, "entries");
    Objects.requireNonNull(bytes, "bytes");
  }

  /** Returns how many entries were evicted for that cause. */
  public long evictions(EvictionCause cause) {
    return evictions.getOrDefault(cause, 0L);
  }

  /** Returns the share of loads that hit, 0 to 1; 0 if there was none. */
  public double hitRate() {
    long loads = hits + misses;
    return loads == 0 ? 0 : (double) hits / loads;
  }
}
