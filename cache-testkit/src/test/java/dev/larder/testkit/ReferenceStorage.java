package dev.larder.testkit;

import dev.larder.spi.AbstractStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveCondition;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The plainest storage that keeps the whole contract: one map under one lock, exact LRU. */
class ReferenceStorage extends AbstractStorage {

  static final long MAX_VALUE_SIZE = 32L << 20;

  final FakeClock clock;
  // In the order of use, the least recent first.
  final LinkedHashMap<CacheKey, Kept> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, CacheKey> cursors = new HashMap<>();
  private long writes;

  record Kept(Blob value, EntryMetadata metadata, long savedTick, long ttlNanos) implements Entry {}

  ReferenceStorage(StorageSetup setup) {
    this(setup, EnumSet.allOf(Capability.class));
  }

  ReferenceStorage(StorageSetup setup, Set<Capability> capabilities) {
    this(setup, capabilities, setup.listener());
  }

  ReferenceStorage(StorageSetup setup, UnaryOperator<CacheListener> change) {
    this(setup, EnumSet.allOf(Capability.class), change.apply(setup.listener()));
  }

  private ReferenceStorage(
      StorageSetup setup, Set<Capability> capabilities, CacheListener listener) {
    super(info(setup, capabilities), listener);
    this.clock = setup.clock();
  }

  private static StorageInfo info(StorageSetup setup, Set<Capability> capabilities) {
    StorageInfo.Builder info = StorageInfo.builder("reference").capabilities(capabilities);
    setup.maxEntries().ifPresent(info::maxEntries);
    return info.maxValueSize(setup.maxValueSize().orElse(MAX_VALUE_SIZE)).build();
  }

  // Open to the broken variants of the kit's own tests.

  Instant now() {
    return clock.instant();
  }

  String nextVersion(CacheKey key, Blob value) {
    return Long.toString(++writes, 36);
  }

  long sizeOf(Blob value) {
    return value.size();
  }

  SaveOptions labels(SaveOptions options) {
    return options;
  }

  Instant expiry(Instant now, SaveOptions options) {
    return options.ttl().map(now::plus).orElse(null);
  }

  boolean isExpired(Kept kept) {
    return kept.ttlNanos > 0 && clock.nanos() - kept.savedTick >= kept.ttlNanos;
  }

  /** Returns the live entry without counting as use. */
  private Kept peek(CacheKey key) {
    if (!entries.containsKey(key)) {
      return null;
    }
    for (Map.Entry<CacheKey, Kept> entry : entries.entrySet()) {
      if (entry.getKey().equals(key)) {
        return isExpired(entry.getValue()) ? null : entry.getValue();
      }
    }
    return null;
  }

  @Override
  protected synchronized EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
    Kept old = entries.get(key);
    if (old != null && isExpired(old)) {
      entries.remove(key);
      evicted(key, EvictionCause.EXPIRED);
      old = null;
    }
    requireCondition(key, old, options);
    Instant now = now();
    EntryMetadata metadata =
        EntryMetadata.builder(sizeOf(value), nextVersion(key, value), now)
            .expiresAt(expiry(now, options))
            .labels(labels(options))
            .build();
    long ttl = options.ttl().map(t -> t.toNanos()).orElse(0L);
    entries.put(key, new Kept(value, metadata, clock.nanos(), ttl));
    makeRoom();
    return metadata;
  }

  void requireCondition(CacheKey key, Kept old, SaveOptions options) {
    if (options.condition() == SaveCondition.IF_ABSENT && old != null) {
      throw new CacheException(
          Code.ALREADY_EXISTS, "save", key, "there is an entry; load it or save without condition");
    }
    if (options.condition() == SaveCondition.IF_VERSION
        && (old == null
            || !options.expectedVersion().equals(Optional.of(old.metadata().version())))) {
      throw new CacheException(
          Code.VERSION_CONFLICT, "save", key, "it was written since; load it and decide again");
    }
  }

  void makeRoom() {
    long limit = info().maxEntries().orElse(Long.MAX_VALUE);
    if (entries.size() > limit) {
      evictWhere(true, limit);
      evictWhere(false, limit);
    }
  }

  void evictWhere(boolean expired, long limit) {
    for (Map.Entry<CacheKey, Kept> entry : List.copyOf(entries.entrySet())) {
      if (entries.size() > limit && (!expired || isExpired(entry.getValue()))) {
        entries.remove(entry.getKey());
        evicted(entry.getKey(), expired ? EvictionCause.EXPIRED : EvictionCause.SIZE);
      }
    }
  }

  @Override
  protected synchronized Entry doLoad(CacheKey key) {
    Kept kept = entries.get(key);
    return kept == null || isExpired(kept) ? null : kept;
  }

  @Override
  protected synchronized EntryMetadata doStat(CacheKey key) {
    Kept kept = peek(key);
    return kept == null ? null : kept.metadata();
  }

  @Override
  protected synchronized boolean doDelete(CacheKey key) {
    Kept kept = entries.remove(key);
    return kept != null && !isExpired(kept);
  }

  @Override
  protected synchronized KeyPage doListKeys(KeyQuery query) {
    TreeSet<CacheKey> selected = new TreeSet<>();
    entries.forEach(
        (key, kept) -> {
          if (!isExpired(kept) && query.selects(key, kept.metadata().tags())) {
            selected.add(key);
          }
        });
    Set<CacheKey> rest = query.cursor().isEmpty() ? selected : selected.tailSet(at(query), false);
    List<CacheKey> page = new ArrayList<>();
    rest.stream().limit(query.pageSize()).forEach(page::add);
    if (page.size() == rest.size()) {
      return new KeyPage(page, Optional.empty());
    }
    String cursor = describe(query) + page.get(page.size() - 1);
    cursors.put(cursor, page.get(page.size() - 1));
    return new KeyPage(page, Optional.of(cursor));
  }

  private CacheKey at(KeyQuery query) {
    String cursor = query.cursor().orElseThrow();
    CacheKey last = cursors.get(cursor);
    if (last == null || !cursor.startsWith(describe(query))) {
      throw new IllegalArgumentException("cursor (" + cursor + ") is not one of this query");
    }
    return last;
  }

  private static String describe(KeyQuery query) {
    return query.namespace() + " " + query.prefix() + " " + query.tag() + " ";
  }

  @Override
  protected synchronized void doClose() {
    entries.clear();
    cursors.clear();
  }
}
