package dev.larder.spi;

import static java.util.Objects.requireNonNull;

import dev.larder.storage.BatchException;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Capability;
import dev.larder.storage.CheckResult;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageInfo;
import dev.larder.storage.StorageStats;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every provider has in common, so that it is written and tested once.
 *
 * <p>The public methods check arguments, the closed state, the size limit and the declared
 * capabilities, count, emit JFR events, tell the listener, and turn a stray runtime exception into
 * {@code INTERNAL} with operation and key. Behind each stands a protected {@code do} method with
 * the work itself. Those for batches, streams and {@code clear} have a loop already; override one
 * where the medium does better than the loop. A {@code do} method is called on an open storage with
 * legal arguments only, by many threads at a time.
 */
public abstract class AbstractStorage implements Storage {

  private final StorageInfo info;
  private final Rules rules;
  private final StorageEvents events;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Makes the common part.
   *
   * @param info what this storage is; must never change
   * @param listener who hears of evictions and errors
   */
  protected AbstractStorage(StorageInfo info, CacheListener listener) {
    this.info = info;
    this.rules = new Rules(info);
    this.events = new StorageEvents(info.name(), listener);
  }

  // The work of a provider.

  /** Returns whether the medium can be used now. May throw, which counts as a failed check. */
  protected CheckResult doCheck() {
    return CheckResult.ok();
  }

  /** Saves the value, which is within the size limit, if the condition of the options holds. */
  protected abstract EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options);

  /** Returns the entry, or null if there is none. */
  protected abstract @Nullable Entry doLoad(CacheKey key);

  /** Returns the metadata, or null if there is no entry. */
  protected abstract @Nullable EntryMetadata doStat(CacheKey key);

  /** Returns whether there is an entry; asks {@link #doStat} unless overridden. */
  protected boolean doExists(CacheKey key) {
    return doStat(key) != null;
  }

  /** Removes the entry and returns whether there was one. */
  protected abstract boolean doDelete(CacheKey key);

  /** Returns one page of keys. */
  protected abstract KeyPage doListKeys(KeyQuery query);

  /**
   * Saves the values one by one unless overridden; must try all, whatever fails, and tell it by a
   * {@link BatchException}.
   */
  protected Map<CacheKey, EntryMetadata> doSaveAll(Collection<SaveRequest> requests) {
    return Loops.saveAll(this, requests);
  }

  /**
   * Loads the entries one by one unless overridden; must try all, whatever fails, and tell it by a
   * {@link BatchException}, which says how many there were.
   */
  protected Map<CacheKey, Entry> doLoadAll(Set<CacheKey> keys) {
    return Loops.loadAll(this, keys);
  }

  /**
   * Removes the entries one by one unless overridden; must try all, whatever fails, and tell it by
   * a {@link BatchException}, which says how many there were.
   */
  protected int doDeleteAll(Set<CacheKey> keys) {
    return Loops.deleteAll(this, keys);
  }

  /**
   * Lists and removes page by page unless overridden, which needs {@code LISTING}; ends with the
   * page of which some could not be removed.
   */
  protected long doClear(Namespace namespace) {
    return Loops.clear(this, namespace);
  }

  /** Opens a writer that keeps the value on the heap until its commit, unless overridden. */
  protected BlobWriter doOpenWrite(CacheKey key, SaveOptions options) {
    return new HeapBlobWriter(blob -> doSave(key, blob, options));
  }

  /** Opens a reader over the loaded entry unless overridden; returns null if there is none. */
  protected @Nullable BlobReader doOpenRead(CacheKey key) {
    Entry entry = doLoad(key);
    return entry == null ? null : BlobReader.of(entry.metadata(), entry.value().openStream());
  }

  /** Returns how many entries there are, expired ones left out, if that is known cheaply. */
  protected OptionalLong doCountEntries() {
    return OptionalLong.empty();
  }

  /** Returns how many bytes the entries count for, if that is known cheaply. */
  protected OptionalLong doCountBytes() {
    return OptionalLong.empty();
  }

  /**
   * Gives back everything. Called once; must not throw. Other {@code do} methods may still be
   * running, or begin right now in a thread that found the storage open a moment ago: guard what
   * they must not touch any more.
   */
  protected abstract void doClose();

  /** Counts an eviction and tells the listener; call it for each entry that is removed unasked. */
  protected final void evicted(CacheKey key, EvictionCause cause) {
    events.evicted(key, cause);
  }

  // The contract.

  @Override
  public final StorageInfo info() {
    return info;
  }

  /** Returns what was counted since this storage was opened. */
  public final StorageStats stats() {
    return events.stats(doCountEntries(), doCountBytes());
  }

  @Override
  public final CheckResult check() {
    try {
      requireOpen("check", null);
      return doCheck();
    } catch (RuntimeException failure) {
      return CheckResult.failed(StorageEvents.describe("check", null, failure));
    }
  }

  @Override
  public final EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    requireNonNull(options, "options");
    SaveEvent event = new SaveEvent();
    event.begin();
    try {
      requireOpen("save", key);
      rules.requireLegal("save", key, options);
      rules.requireSize("save", key, value.size());
      EntryMetadata metadata = doSave(key, value, options);
      events.saved(event, key, value.size());
      return metadata;
    } catch (RuntimeException failure) {
      throw events.failed("save", key, failure);
    }
  }

  @Override
  public final Optional<Entry> load(CacheKey key) {
    requireNonNull(key, "key");
    GetEvent event = new GetEvent();
    event.begin();
    try {
      requireOpen("load", key);
      Entry entry = doLoad(key);
      events.loaded(event, key, entry);
      return Optional.ofNullable(entry);
    } catch (RuntimeException failure) {
      throw events.failed("load", key, failure);
    }
  }

  @Override
  public final Optional<EntryMetadata> stat(CacheKey key) {
    requireNonNull(key, "key");
    return guarded("stat", key, () -> Optional.ofNullable(doStat(key)));
  }

  @Override
  public final boolean exists(CacheKey key) {
    requireNonNull(key, "key");
    return guarded("exists", key, () -> doExists(key));
  }

  @Override
  public final boolean delete(CacheKey key) {
    requireNonNull(key, "key");
    boolean deleted = guarded("delete", key, () -> doDelete(key));
    events.deleted(deleted ? 1 : 0);
    return deleted;
  }

  @Override
  public final KeyPage listKeys(KeyQuery query) {
    requireNonNull(query, "query");
    return guarded(
        "listKeys",
        null,
        () -> {
          rules.require(Capability.LISTING, true, "listKeys", null);
          rules.require(Capability.TAGS, query.tag().isPresent(), "listKeys", null);
          return doListKeys(query);
        });
  }

  @Override
  public final Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
    SaveBatch batch = new SaveBatch(requests);
    SaveEvent event = new SaveEvent();
    event.begin();
    Map<CacheKey, EntryMetadata> saved =
        guardedBatch(
            "saveAll",
            () -> batch.save(this::legal, this::doSaveAll),
            partly -> events.savedAll(event, batch.requests(), partly.failures().keySet()));
    events.savedAll(event, batch.requests(), Set.of());
    return saved;
  }

  private SaveRequest legal(SaveRequest request) {
    rules.requireLegal("saveAll", request.key(), request.options());
    rules.requireSize("saveAll", request.key(), request.value().size());
    return request;
  }

  @Override
  public final Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys) {
    Set<CacheKey> distinct = distinct(keys);
    GetEvent event = new GetEvent();
    event.begin();
    Map<CacheKey, Entry> loaded =
        guardedBatch(
            "loadAll",
            () -> doLoadAll(distinct),
            partly -> events.loadedInPart(distinct.size(), partly));
    events.loadedAll(event, distinct, loaded);
    return loaded;
  }

  @Override
  public final int deleteAll(Collection<CacheKey> keys) {
    Set<CacheKey> distinct = distinct(keys);
    int deleted =
        guardedBatch(
            "deleteAll", () -> doDeleteAll(distinct), partly -> events.deleted(partly.done()));
    events.deleted(deleted);
    return deleted;
  }

  @Override
  public final long clear(Namespace namespace) {
    requireNonNull(namespace, "namespace");
    long removed =
        guardedBatch("clear", () -> doClear(namespace), partly -> events.deleted(partly.done()));
    events.deleted(removed);
    return removed;
  }

  @Override
  public final BlobWriter openWrite(CacheKey key, SaveOptions options) {
    requireNonNull(key, "key");
    requireNonNull(options, "options");
    return guarded(
        "openWrite",
        key,
        () -> {
          rules.require(Capability.STREAMING, true, "openWrite", key);
          rules.requireLegal("openWrite", key, options);
          return new GuardedWriter(this, key, doOpenWrite(key, options));
        });
  }

  @Override
  public final Optional<BlobReader> openRead(CacheKey key) {
    requireNonNull(key, "key");
    GetEvent event = new GetEvent();
    event.begin();
    return guarded(
        "openRead",
        key,
        () -> {
          rules.require(Capability.STREAMING, true, "openRead", key);
          BlobReader reader = doOpenRead(key);
          events.opened(event, key, reader);
          return reader == null
              ? Optional.empty()
              : Optional.of(new GuardedReader(events, key, reader));
        });
  }

  @Override
  public final void close() {
    if (closed.compareAndSet(false, true)) {
      doClose();
    }
  }

  // What the guarded streams and providers need.

  StorageEvents events() {
    return events;
  }

  /**
   * Throws {@code CLOSED} if this storage was closed; for public methods of a provider's own.
   *
   * @param key the key, or null where the operation has none
   */
  protected final void requireOpen(String operation, @Nullable CacheKey key) {
    if (closed.get()) {
      throw new CacheException(
          Code.CLOSED, operation, key, "the storage " + info.name() + " is closed; open a new one");
    }
  }

  Rules rules() {
    return rules;
  }

  private <T> T guarded(String operation, @Nullable CacheKey key, Supplier<T> work) {
    try {
      requireOpen(operation, key);
      return work.get();
    } catch (RuntimeException failure) {
      throw events.failed(operation, key, failure);
    }
  }

  /** Counts by that what was done before some keys failed. */
  private <T> T guardedBatch(String operation, Supplier<T> work, Consumer<BatchException> count) {
    return guarded(
        operation,
        null,
        () -> {
          try {
            return work.get();
          } catch (BatchException partly) {
            count.accept(partly);
            throw partly;
          }
        });
  }

  private static Set<CacheKey> distinct(Collection<CacheKey> keys) {
    Set<CacheKey> distinct = new LinkedHashSet<>(keys);
    distinct.forEach(key -> requireNonNull(key, "key"));
    return distinct;
  }
}
