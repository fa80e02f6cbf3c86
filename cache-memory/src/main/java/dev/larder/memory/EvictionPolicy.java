package dev.larder.memory;

/** Which entry a full {@link MemoryStorage} gives up, once no expired one is left to remove. */
public enum EvictionPolicy {
  /**
   * The one least likely to be asked for again, by how often and how lately it was (W-TinyLFU). It
   * hits more often than {@link #LRU} and its loads do not wait for each other. It may decline to
   * keep a new entry rather than push out one that is asked for more often.
   */
  TINYLFU,
  /**
   * The one whose last use is longest ago, exactly. All loads and saves pass one lock, which each
   * holds for a constant time.
   */
  LRU
}
