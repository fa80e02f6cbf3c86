package dev.larder.spi;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The batches and {@code clear} of a provider that has none of its own: key by key. */
final class Loops {

  private Loops() {}

  static Map<CacheKey, EntryMetadata> saveAll(
      AbstractStorage storage, Collection<SaveRequest> requests) {
    Map<CacheKey, EntryMetadata> saved = new LinkedHashMap<>();
    new Batch<>("saveAll", requests, SaveRequest::key)
        .each(
            r -> {
              saved.put(r.key(), storage.doSave(r.key(), r.value(), r.options()));
              return true;
            });
    return saved;
  }

  static Map<CacheKey, Entry> loadAll(AbstractStorage storage, Set<CacheKey> keys) {
    Map<CacheKey, Entry> loaded = new LinkedHashMap<>();
    new Batch<>("loadAll", keys, key -> key)
        .each(
            key -> {
              Entry entry = storage.doLoad(key);
              if (entry != null) {
                loaded.put(key, entry);
              }
              return entry != null;
            });
    return loaded;
  }

  static int deleteAll(AbstractStorage storage, Set<CacheKey> keys) {
    return new Batch<>("deleteAll", keys, key -> key).each(storage::doDelete);
  }

  static long clear(AbstractStorage storage, Namespace namespace) {
    long removed = 0;
    KeyQuery query = KeyQuery.in(namespace);
    while (true) {
      KeyPage page = storage.doListKeys(query);
      removed += clear(storage, page.keys(), removed);
      if (page.nextCursor().isEmpty()) {
        return removed;
      }
      query = query.after(page.nextCursor().get());
    }
  }

  private static int clear(AbstractStorage storage, List<CacheKey> page, long before) {
    try {
      return storage.doDeleteAll(new LinkedHashSet<>(page));
    } catch (BatchException partly) {
      throw new BatchException("clear", partly.failures(), page.size(), before + partly.done());
    }
  }
}
