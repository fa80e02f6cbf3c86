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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** Saves the values one by one unless overridden; must try all, whatever fails. */
  protected Map<CacheKey, EntryMetadata> doSaveAll(Collection<SaveRequest> requests) {
    Map<CacheKey, EntryMetadata> saved = new LinkedHashMap<>();
    Batch<SaveRequest> batch = new Batch<>("saveAll", requests, SaveRequest::key);
    batch.each(r -> saved.put(r.key(), doSave(r.key(), r.value(), r.options())));
    return saved;
  }

  /** Loads the entries one by one unless overridden; must try all, whatever fails. */
  protected Map<CacheKey, Entry> doLoadAll(Set<CacheKey> keys) {
    Map<CacheKey, Entry> loaded = new LinkedHashMap<>();
    new Batch<>("loadAll", keys, key -> key)
        .each(
            key -> {
              Entry entry = doLoad(key);
              if (entry != null) {
                loaded.put(key, entry);
              }
            });
    return loaded;
  }

  /** Removes the entries one by one unless overridden; must try all, whatever fails. */
  protected int doDeleteAll(Set<CacheKey> keys) {
    AtomicInteger deleted = new AtomicInteger();
    new Batch<>("deleteAll", keys, key -> key)
        .each(
            key -> {
              if (doDelete(key)) {
                deleted.incrementAndGet();
              }
            });
    return deleted.get();
  }

  /** Lists and removes page by page unless overridden, which needs {@code LISTING}. */
  protected long doClear(Namespace namespace) {
    long removed = 0;
    KeyQuery query = KeyQuery.in(namespace);
    while (true) {
      KeyPage page = doListKeys(query);
      removed += doDeleteAll(new LinkedHashSet<>(page.keys()));
      if (page.nextCursor().isEmpty()) {
        return removed;
      }
      query = query.after(page.nextCursor().get());
    }
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
    Map<CacheKey, SaveRequest> last = new LinkedHashMap<>();
    requests.forEach(request -> last.put(request.key(), request));
    return guarded("saveAll", null, () -> saveLegal(last.values()));
  }

  private Map<CacheKey, EntryMetadata> saveLegal(Collection<SaveRequest> requests) {
    List<SaveRequest> legal = new ArrayList<>(requests.size());
    Batch<SaveRequest> batch = new Batch<>("saveAll", requests, SaveRequest::key);
    Map<CacheKey, CacheException> failures =
        batch.failures(
            r -> {
              rules.requireLegal("saveAll", r.key(), r.options());
              rules.requireSize("saveAll", r.key(), r.value().size());
              legal.add(r);
            });
    Map<CacheKey, EntryMetadata> saved = Map.of();
    try {
      saved = doSaveAll(legal);
    } catch (BatchException partly) {
      failures.putAll(partly.failures());
    }
    events.savedAll(requests.size() - failures.size());
    batch.throwIfAny(failures);
    return saved;
  }

  @Override
  public final Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys) {
    Set<CacheKey> distinct = distinct(keys);
    Map<CacheKey, Entry> loaded = guarded("loadAll", null, () -> doLoadAll(distinct));
    events.loadedAll(loaded.size(), distinct.size() - loaded.size());
    return loaded;
  }

  @Override
  public final int deleteAll(Collection<CacheKey> keys) {
    Set<CacheKey> distinct = distinct(keys);
    int deleted = guarded("deleteAll", null, () -> doDeleteAll(distinct));
    events.deleted(deleted);
    return deleted;
  }

  @Override
  public final long clear(Namespace namespace) {
    requireNonNull(namespace, "namespace");
    long removed = guarded("clear", null, () -> doClear(namespace));
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
    return guarded(
        "openRead",
        key,
        () -> {
          rules.require(Capability.STREAMING, true, "openRead", key);
          BlobReader reader = doOpenRead(key);
          events.loadedAll(reader == null ? 0 : 1, reader == null ? 1 : 0);
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

  private static Set<CacheKey> distinct(Collection<CacheKey> keys) {
    Set<CacheKey> distinct = new LinkedHashSet<>(keys);
    distinct.forEach(key -> requireNonNull(key, "key"));
    return distinct;
  }
}
