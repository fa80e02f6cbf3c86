package dev.larder.service;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The children of entries by the name of their entry. It remembers the ids of entries, so that one
 * operation is one round trip, and looks again when the service does not find what is asked for:
 * somebody else may have deleted the entry and made another. Thread-safe.
 */
final class EntryChildren {

  private static final int MOST_REMEMBERED = 10_000;

  private final CacheServiceClient client;
  private final InstantSource clock;
  private final Map<EntryAddress, String> ids = new ConcurrentHashMap<>();

  EntryChildren(CacheServiceClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Returns what the call finds among the children of the entry; empty if it finds nothing or there
   * is no such entry. It never makes one.
   *
   * @param call returns empty also where the entry is gone; may be called twice
   */
  <T> Optional<T> find(EntryAddress entry, Function<DataCalls, Optional<T>> call) {
    String known = ids.get(entry);
    if (known == null) {
      String id = lookUp(entry);
      return id == null ? Optional.empty() : call.apply(data(entry, id));
    }
    Optional<T> found = call.apply(data(entry, known));
    if (found.isPresent()) {
      return found;
    }
    String id = lookUp(entry);
    return id == null || id.equals(known) ? Optional.empty() : call.apply(data(entry, id));
  }

  /**
   * Stores into the entry, which is made if there is none.
   *
   * @param call returns empty where the entry is gone; may be called twice
   * @throws CacheException {@code UNAVAILABLE} if the entry is deleted as fast as it is made
   */
  void store(EntryAddress entry, Function<DataCalls, Optional<?>> call) {
    String known = ids.get(entry);
    if (known != null && call.apply(data(entry, known)).isPresent()) {
      return;
    }
    if (call.apply(data(entry, ensure(entry))).isEmpty()) {
      ids.remove(entry);
      throw new CacheException(
          Code.UNAVAILABLE,
          "store",
          null,
          "the entry "
              + entry.name().cacheKey()
              + " was deleted by somebody else right after it was made; try again");
    }
  }

  private DataCalls data(EntryAddress entry, String id) {
    return client.data(entry.serviceNamespace(), id);
  }

  private @Nullable String lookUp(EntryAddress entry) {
    String id = client.findEntry(entry.serviceNamespace(), entry.name().cacheKey()).orElse(null);
    if (id == null) {
      ids.remove(entry);
    } else {
      remember(entry, id);
    }
    return id;
  }

  /** Makes the entry as the original's artifact layer does. */
  private String ensure(EntryAddress entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("cache_key", entry.name().cacheKey());
    fields.put("session_name", entry.name().session());
    fields.put("target_name", entry.name().target());
    fields.put("timestamp", clock.millis());
    fields.put("config", Map.of());
    fields.put("summary", Map.of());
    String id = client.ensureEntry(entry.serviceNamespace(), entry.name().cacheKey(), fields);
    remember(entry, id);
    return id;
  }

  private void remember(EntryAddress entry, String id) {
    if (ids.size() >= MOST_REMEMBERED) {
      ids.clear();
    }
    ids.put(entry, id);
  }

  /**
   * Removes the entry with all its children: the children first, for without their entry nobody
   * reaches them, then every id that names the entry.
   */
  void delete(EntryAddress entry) {
    String namespace = entry.serviceNamespace();
    find(
        entry,
        data -> {
          data.deleteAll("");
          return Optional.of(entry);
        });
    client
        .retrieve(namespace)
        .hash(CacheHash.ofString(entry.name().cacheKey()))
        .refs()
        .ifPresent(
            refs -> refs.entries().forEach(each -> client.delete(namespace, each.cacheId())));
    ids.remove(entry);
  }
}
