package dev.larder.spi;

import dev.larder.storage.BatchException;
import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Entry;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.StorageStats;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The counters, the listener and the JFR events of one storage. */
final class StorageEvents {

  private static final System.Logger LOG = System.getLogger("dev.larder");

  private final String storage;
  private final CacheListener listener;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder saves = new LongAdder();
  private final LongAdder deletes = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final Map<EvictionCause, LongAdder> evictions = new EnumMap<>(EvictionCause.class);

  StorageEvents(String storage, CacheListener listener) {
    this.storage = storage;
    this.listener = listener;
    for (EvictionCause cause : EvictionCause.values()) {
      evictions.put(cause, new LongAdder());
    }
  }

  StorageStats stats(OptionalLong entries, OptionalLong bytes) {
    Map<EvictionCause, Long> counts = new EnumMap<>(EvictionCause.class);
    evictions.forEach((cause, count) -> counts.put(cause, count.sum()));
    return new StorageStats(
        hits.sum(), misses.sum(), saves.sum(), deletes.sum(), counts, errors.sum(), entries, bytes);
  }

  void loaded(GetEvent event, CacheKey key, @Nullable Entry entry) {
    found(event, key, entry != null, entry == null ? 0 : entry.value().size());
  }

  void opened(GetEvent event, CacheKey key, @Nullable BlobReader reader) {
    found(event, key, reader != null, reader == null ? 0 : reader.metadata().size());
  }

  private void found(GetEvent event, CacheKey key, boolean hit, long size) {
    (hit ? hits : misses).increment();
    event.end();
    if (event.shouldCommit()) {
      commit(event, key, hit, size);
    }
  }

  void loadedAll(GetEvent event, Set<CacheKey> keys, Map<CacheKey, Entry> loaded) {
    hits.add(loaded.size());
    misses.add(keys.size() - loaded.size());
    event.end();
    if (event.shouldCommit()) {
      for (CacheKey key : keys) {
        Entry entry = loaded.get(key);
        commit(event, key, entry != null, entry == null ? 0 : entry.value().size());
      }
    }
  }

  /** Counts; which keys were found is not known. */
  void loadedInPart(int keys, BatchException partly) {
    hits.add(partly.done());
    misses.add(keys - partly.failures().size() - partly.done());
  }

  private void commit(GetEvent event, CacheKey key, boolean hit, long size) {
    event.storage = storage;
    event.key = key.toString();
    event.hit = hit;
    event.size = size;
    event.commit();
  }

  void saved(SaveEvent event, CacheKey key, long size) {
    saves.increment();
    event.end();
    if (event.shouldCommit()) {
      commit(event, key, size);
    }
  }

  void savedAll(SaveEvent event, Collection<SaveRequest> requests, Set<CacheKey> failed) {
    saves.add(requests.size() - failed.size());
    event.end();
    if (event.shouldCommit()) {
      for (SaveRequest request : requests) {
        if (!failed.contains(request.key())) {
          commit(event, request.key(), request.value().size());
        }
      }
    }
  }

  private void commit(SaveEvent event, CacheKey key, long size) {
    event.storage = storage;
    event.key = key.toString();
    event.size = size;
    event.commit();
  }

  void deleted(long count) {
    deletes.add(count);
  }

  void evicted(CacheKey key, EvictionCause cause) {
    LongAdder count = evictions.get(cause);
    if (count != null) {
      count.increment();
    }
    EvictEvent event = new EvictEvent();
    if (event.shouldCommit()) {
      event.storage = storage;
      event.key = key.toString();
      event.cause = cause.name();
      event.commit();
    }
    try {
      listener.onEviction(key, cause);
    } catch (RuntimeException fault) {
      logFault(fault);
    }
  }

  /** Returns what to throw for a failure, counted and told to the listener where it is one. */
  RuntimeException failed(String operation, @Nullable CacheKey key, RuntimeException failure) {
    // A cursor is the one argument that only the provider can check.
    if (failure instanceof IllegalArgumentException && operation.equals("listKeys")) {
      return failure;
    }
    CacheException described = describe(operation, key, failure);
    // A condition that does not hold is an answer, not a fault of the storage.
    if (described.code() != Code.ALREADY_EXISTS && described.code() != Code.VERSION_CONFLICT) {
      errors.increment();
      try {
        listener.onError(described);
      } catch (RuntimeException fault) {
        logFault(fault);
      }
    }
    return described;
  }

  /** Returns the failure as a cache exception of the operation and the key. */
  static CacheException describe(
      String operation, @Nullable CacheKey key, RuntimeException failure) {
    return failure instanceof CacheException described
        ? described.during(operation, key)
        : new CacheException(
            Code.INTERNAL, operation, key, "unexpected " + failure + "; see the cause", failure);
  }

  private static void logFault(RuntimeException fault) {
    LOG.log(
        System.Logger.Level.WARNING, "a CacheListener threw; it is called again next time", fault);
  }
}
