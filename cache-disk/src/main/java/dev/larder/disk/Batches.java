package dev.larder.disk;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Changes of many entries: a few syncs for all of them, and a cause for each that fails. */
final class Batches {

  private static final int MOST_AT_ONCE = 1000;
  private static final long MOST_BYTES_AT_ONCE = 4 << 20;

  private final Engine engine;
  private final Values values;
  private final Path root;

  Batches(Engine engine, Values values, Path root) {
    this.engine = engine;
    this.values = values;
    this.root = root;
  }

  /** Saves all that can be saved. */
  Map<CacheKey, EntryMetadata> save(Collection<SaveRequest> requests) {
    Map<CacheKey, EntryMetadata> saved = new LinkedHashMap<>();
    Map<CacheKey, CacheException> failures = new LinkedHashMap<>();
    List<Save> group = new ArrayList<>();
    long bytes = 0;
    for (SaveRequest request : requests) {
      try {
        Payload value = values.payload(request.value());
        group.add(new Save(request.key(), value, request.options(), engine));
        bytes += request.value().size();
      } catch (IOException failure) {
        failures.put(request.key(), describe("saveAll", request.key(), failure));
      }
      if (group.size() >= MOST_AT_ONCE || bytes >= MOST_BYTES_AT_ONCE) {
        saveGroup(group, saved, failures);
        group.clear();
        bytes = 0;
      }
    }
    saveGroup(group, saved, failures);
    throwIfAny("saveAll", failures, requests.size(), saved.size());
    return saved;
  }

  private void saveGroup(
      List<Save> group,
      Map<CacheKey, EntryMetadata> saved,
      Map<CacheKey, CacheException> failures) {
    try {
      make("saveAll", group, failures);
    } finally {
      group.forEach(Save::settle);
    }
    for (Save save : group) {
      if (save.isDone()) {
        saved.put(save.name, save.metadata());
      }
    }
  }

  /** Removes all that can be removed and returns how many there were. */
  int delete(Set<CacheKey> keys) {
    Map<CacheKey, CacheException> failures = new LinkedHashMap<>();
    int removed = 0;
    List<Removal> group = new ArrayList<>();
    for (CacheKey key : keys) {
      group.add(Removal.ofLiving(KeyBytes.of(key), engine));
      if (group.size() >= MOST_AT_ONCE) {
        removed += make("deleteAll", group, failures);
        group.clear();
      }
    }
    removed += make("deleteAll", group, failures);
    throwIfAny("deleteAll", failures, keys.size(), removed);
    return removed;
  }

  /** Removes the entries of a namespace, group by group until one fails; returns how many. */
  long clear(Namespace namespace) throws IOException {
    engine.publications.catchUp();
    long removed = 0;
    Map<CacheKey, CacheException> failures = new LinkedHashMap<>();
    List<Removal> group = new ArrayList<>();
    for (int stripe = 0; stripe < KeyBytes.STRIPES; stripe++) {
      for (KeyBytes key : engine.keysIn(namespace, stripe)) {
        group.add(Removal.ofLiving(key, engine));
      }
      if (group.size() >= MOST_AT_ONCE || stripe == KeyBytes.STRIPES - 1) {
        removed += make("clear", group, failures);
        throwIfAny("clear", failures, group.size(), removed);
        group.clear();
      }
    }
    return removed;
  }

  private int make(
      String operation, List<? extends Change> group, Map<CacheKey, CacheException> failures) {
    try {
      engine.writes.makeAll(group);
    } catch (IOException failure) {
      group.forEach(change -> change.failed(failure));
    }
    int done = 0;
    for (Change change : group) {
      done += change.isDone() ? 1 : 0;
      Exception failure = change.failure();
      if (failure instanceof CacheException refused) {
        failures.put(change.key.key(), refused);
      } else if (failure instanceof IOException broken) {
        failures.put(change.key.key(), describe(operation, change.key.key(), broken));
      }
    }
    return done;
  }

  private CacheException describe(String operation, CacheKey key, IOException failure) {
    return DiskFailure.describe(operation, key, root, failure);
  }

  private static void throwIfAny(
      String operation, Map<CacheKey, CacheException> failures, int total, long done) {
    if (!failures.isEmpty()) {
      throw new BatchException(operation, failures, total, done);
    }
  }
}
