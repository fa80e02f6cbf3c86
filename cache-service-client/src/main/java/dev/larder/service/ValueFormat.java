package dev.larder.service;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How values are kept as children. Saves and deletes of one key come one at a time. Thread-safe.
 */
interface ValueFormat {

  /** Saves the value in place of what is there. */
  EntryMetadata save(CacheKey key, ChildAddress at, Blob value, SaveOptions options);

  /**
   * Saves the bytes of the spool, which stays open, in place of what is there.
   *
   * @throws IOException if the spool cannot be read
   */
  EntryMetadata save(CacheKey key, ChildAddress at, Spool value, SaveOptions options)
      throws IOException;

  /** Returns the entry, or null if there is none. */
  @Nullable Entry load(CacheKey key, ChildAddress at);

  /** Returns the metadata, or null if there is no entry. */
  @Nullable EntryMetadata stat(CacheKey key, ChildAddress at);

  /** Returns whether there is an entry. */
  boolean exists(CacheKey key, ChildAddress at);

  /** Removes the entry and returns whether there was one. */
  boolean delete(CacheKey key, ChildAddress at);

  /**
   * Returns a reader of the value, all of which has arrived; null if there is none.
   *
   * @throws IOException if what has arrived cannot be kept
   */
  @Nullable BlobReader openRead(CacheKey key, ChildAddress at) throws IOException;

  /** Returns whether a child of that kind is a value. */
  boolean isValue(EntryKind kind);

  /**
   * Returns whether a value that is listed counts.
   *
   * @param tag the tag that it must have, if any
   */
  boolean isListed(CacheKey key, ChildAddress at, Optional<String> tag);
}
