package dev.larder.storage;

/** Why a storage removed an entry that nobody asked it to remove. */
public enum EvictionCause {
  /** A bound was reached: entries, bytes or files. */
  SIZE,
  /** Its time to live was over. */
  EXPIRED,
  /** It could not be read back any more. */
  CORRUPT
}
