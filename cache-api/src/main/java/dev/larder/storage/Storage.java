package dev.larder.storage;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * A place for bytes under keys: the one contract that every provider keeps and every layer wraps.
 *
 * <p><b>Missing.</b> A miss is a value, a failure is an exception: loading what is not there
 * returns empty, and deleting it is no error. An entry whose time to live is over is not there, for
 * every method, from that instant on.
 *
 * <p><b>Atomic.</b> A write is atomic per entry: whoever reads meanwhile gets the old entry or the
 * new one, never a mix of both. When a save, a delete or a clear has returned, no later load by
 * anyone who shares the storage returns what was there before.
 *
 * <p><b>Concurrent.</b> Every method may be called by any thread at any time. Calls may block. When
 * the calling thread is interrupted while a call blocks, the call sets the interrupt flag again and
 * throws {@code CANCELLED}; whether a write took effect is then unknown.
 *
 * <p><b>Bounded.</b> A storage with a bound makes room by evicting. {@link #load}, {@link
 * #loadAll}, the saves and the streams count as use of an entry; {@link #exists}, {@link #stat},
 * {@link #listKeys} and {@link #check} do not.
 *
 * <p><b>Failing.</b> Every failure is a {@link CacheException} that names the operation, which is
 * the method that was called, and the key; a failed write leaves the old entry. So does the cause
 * of each key in a {@link BatchException}: its operation is that of the batch. What a storage does
 * not declare in its {@link Capability capabilities} it refuses with {@code UNSUPPORTED}. A null
 * argument is a {@code NullPointerException}.
 *
 * <p><b>Closed.</b> After {@link #close()} every method but {@link #info()}, {@link #check()} and
 * {@code close()} throws {@code CLOSED}. Blobs and readers that were handed out stay readable;
 * writers that were not committed can only be closed.
 *
 * <p>All methods are abstract on purpose: a wrapper that forgets one does not compile. Providers
 * extend {@code dev.larder.spi.AbstractStorage}, layers {@code ForwardingStorage} or {@code
 * TransformingStorage}.
 */
public interface Storage extends AutoCloseable {

  /** Returns what this storage is and can do, without I/O; also after {@code close()}. */
  StorageInfo info();

  /**
   * Returns whether the storage can be used now. It may connect, but is cheap; it does not throw. A
   * closed storage answers with the failure {@code CLOSED}.
   */
  CheckResult check();

  /**
   * Saves the value under the key, in place of what was there.
   *
   * <p>The value may be empty where {@link Capability#EMPTY_VALUES} is declared. Among concurrent
   * saves of one key the last one wins as a whole. The blob is kept or written, never copied for
   * safety: it is immutable.
   *
   * @return the metadata of the new entry
   * @throws CacheException {@code ALREADY_EXISTS} or {@code VERSION_CONFLICT} if the condition of
   *     the options does not hold, {@code TOO_LARGE} before a byte is written, {@code NO_SPACE},
   *     {@code UNSUPPORTED}; in each case the old entry stays
   */
  EntryMetadata save(CacheKey key, Blob value, SaveOptions options);

  /** Returns the entry, bytes and metadata of the same write, or empty if there is none. */
  Optional<Entry> load(CacheKey key);

  /** Returns the metadata of the entry without its bytes, or empty if there is none. */
  Optional<EntryMetadata> stat(CacheKey key);

  /** Returns whether there is an entry. */
  boolean exists(CacheKey key);

  /**
   * Removes the entry.
   *
   * @return whether there was one; among concurrent deletes of one entry exactly one returns true
   */
  boolean delete(CacheKey key);

  /**
   * Returns one page of the keys that the query selects, in an order of the storage's own.
   *
   * <p>Page by page, a key that is there from the first page to the last is returned exactly once;
   * one that is saved, deleted or expires meanwhile may be. A cursor stays good for as long as the
   * storage is open, or its use fails with {@code CacheException}.
   *
   * @throws IllegalArgumentException if the cursor is not one that this storage made for such a
   *     query
   */
  KeyPage listKeys(KeyQuery query);

  /**
   * Saves the values, each as {@link #save} does; not atomic as a whole, in any order. Of several
   * requests for one key only the last counts.
   *
   * @return the metadata of each new entry
   * @throws BatchException if some failed: those keys with their causes; all others are saved
   * @throws CacheException if the batch failed as a whole
   */
  Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests);

  /**
   * Returns the entries of those keys that have one; missing keys are absent from the map.
   *
   * @throws BatchException if some could not be read
   */
  Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys);

  /**
   * Removes the entries of those keys.
   *
   * @return how many there were
   * @throws BatchException if some could not be removed; all others are
   */
  int deleteAll(Collection<CacheKey> keys);

  /**
   * Removes every entry of the namespace, and none of another. An entry that is saved meanwhile may
   * stay.
   *
   * @return how many were removed
   * @throws BatchException if some could not be removed; it ends there, and {@link
   *     BatchException#done()} tells how many were
   */
  long clear(Namespace namespace);

  /**
   * Opens a value for writing piece by piece. Nobody sees any of it before {@link
   * BlobWriter#commit()}; a writer that is closed or abandoned before leaves the old entry.
   */
  BlobWriter openWrite(CacheKey key, SaveOptions options);

  /** Opens the value for reading piece by piece, or returns empty if there is none. */
  Optional<BlobReader> openRead(CacheKey key);

  /** Gives back all resources and ends all threads of this storage. Idempotent; never throws. */
  @Override
  void close();
}
