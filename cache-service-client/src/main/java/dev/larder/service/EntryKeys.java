package dev.larder.service;

import dev.larder.storage.CacheException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/** Finds or makes the one entry of a key. Thread-safe. */
final class EntryKeys {

  private static final String FILE_ID = "perf-entry";
  private static final String FIELD = "cache_key";

  private final ServiceCalls calls;
  private final Map<List<String>, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

  EntryKeys(ServiceCalls calls) {
    this.calls = calls;
  }

  Optional<String> find(String namespace, String cacheKey) {
    return oldest(namespace, CacheHash.ofString(cacheKey));
  }

  private Optional<String> oldest(String namespace, String hash) {
    return new HashReads(calls, namespace, hash)
        .refs()
        .map(refs -> refs.entries().isEmpty() ? refs.latestId() : refs.entries().get(0).cacheId());
  }

  String ensure(String namespace, String cacheKey, Map<String, ?> fields) {
    List<String> key = List.of(namespace, cacheKey);
    while (true) {
      CompletableFuture<String> mine = new CompletableFuture<>();
      CompletableFuture<String> first = underWay.putIfAbsent(key, mine);
      if (first == null) {
        return lead(key, mine, fields);
      }
      Optional<String> found = follow(first);
      if (found.isPresent()) {
        return found.get();
      }
    }
  }

  private String lead(List<String> key, CompletableFuture<String> mine, Map<String, ?> fields) {
    try {
      String id = findOrStore(key.get(0), key.get(1), fields);
      mine.complete(id);
      return id;
    } finally {
      underWay.remove(key, mine);
      // Whatever stopped this one need not stop the others: they look for themselves.
      mine.cancel(false);
    }
  }

  private static Optional<String> follow(CompletableFuture<String> first) {
    try {
      return Optional.of(first.get());
    } catch (CancellationException | ExecutionException failed) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CacheException(
          CacheException.Code.CANCELLED,
          "ensureEntry",
          null,
          "interrupted; another thread goes on making the entry",
          interrupted);
    }
  }

  private String findOrStore(String namespace, String cacheKey, Map<String, ?> fields) {
    Optional<String> found = find(namespace, cacheKey);
    if (found.isPresent()) {
      return found.get();
    }
    Map<String, Object> entry = new LinkedHashMap<>(fields);
    entry.put(FIELD, cacheKey);
    StoredEntry stored =
        new StoreCalls(calls, namespace)
            .json(
                Strategy.KEY_BASED,
                entry,
                StoreOptions.key(cacheKey).fileId(FILE_ID).jsonFieldPath(FIELD).ifAbsent());
    // Who raced us stored the same file at the same place; all take the id that was first.
    return oldest(namespace, stored.cacheHash()).orElse(stored.cacheId());
  }
}
