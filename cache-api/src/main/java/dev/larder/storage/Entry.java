package dev.larder.storage;

/**
 * A stored value with its metadata, as one load returned it.
 *
 * <p>Both parts are of the same write. An interface, so that a storage can keep what it stores in
 * one object and build the metadata only for those who ask. Immutable and thread-safe.
 */
public interface Entry {

  /** Returns the bytes; never null, possibly empty. */
  Blob value();

  /** Returns what is known about the bytes. */
  EntryMetadata metadata();

  /** Returns an entry of these two parts. */
  static Entry of(Blob value, EntryMetadata metadata) {
    return new LoadedEntry(value, metadata);
  }
}
