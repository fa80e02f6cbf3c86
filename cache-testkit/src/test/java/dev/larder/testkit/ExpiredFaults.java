package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Faults of what has expired, and is still inside. */
final class ExpiredFaults {

  private ExpiredFaults() {}

  static List<Fault> all() {
    return Stream.of(loads(), removals(), listsAndBatches()).flatMap(List::stream).toList();
  }

  private static List<Fault> loads() {
    return List.of(
        raw("deletes late what it found expired", ExpiredFaults::deletesLate),
        raw(
            "load returns the expired",
            (r, f) ->
                f.onLoad(
                    k ->
                        Optional.ofNullable(r.entries.get(k))
                            .map(e -> (Entry) e)
                            .filter(e -> e.value().toText().equals("expired"))
                            .or(() -> r.load(k)))),
        raw(
            "stat returns the expired",
            (r, f) -> f.onStat(k -> Optional.ofNullable(r.entries.get(k)).map(Entry::metadata))),
        raw("exists sees the expired", (r, f) -> f.onExists(k -> expired(r, k) || r.exists(k))),
        raw(
            "reads the expired",
            (r, f) ->
                f.onOpenRead(
                    k -> {
                      if (expired(r, k)) {
                        EntryMetadata saved =
                            r.save(
                                CacheKey.of("old", "copy"),
                                r.entries.get(k).value(),
                                SaveOptions.defaults());
                        return saved == null
                            ? Optional.empty()
                            : r.openRead(CacheKey.of("old", "copy"));
                      }
                      return r.openRead(k);
                    })));
  }

  private static List<Fault> removals() {
    return List.of(
        raw(
            "delete counts the expired",
            (r, f) ->
                f.onDelete(
                    k -> {
                      boolean was = expired(r, k);
                      return r.delete(k) || was;
                    })),
        raw(
            "counts the expired in a batch",
            (r, f) ->
                f.onDeleteAll(
                    ks -> {
                      int expired = (int) ks.stream().filter(k -> expired(r, k)).count();
                      return expired + r.deleteAll(ks);
                    })),
        raw(
            "clears the expired and counts them",
            (r, f) -> f.onClear(n -> (expired(r, ContractGroup.KEY) ? 1 : 0) + r.clear(n))));
  }

  private static List<Fault> listsAndBatches() {
    return List.of(
        raw(
            "lists the expired",
            (r, f) ->
                f.onListKeys(
                    q -> {
                      List<CacheKey> keys = new ArrayList<>(r.listKeys(q).keys());
                      if (expired(r, ContractGroup.KEY)) {
                        keys.add(ContractGroup.KEY);
                      }
                      return expired(r, ContractGroup.KEY)
                          ? new KeyPage(keys, Optional.empty())
                          : r.listKeys(q);
                    })),
        raw(
            "loads the expired in a batch",
            (r, f) ->
                f.onLoadAll(
                    ks -> {
                      Map<CacheKey, Entry> loaded = new LinkedHashMap<>(r.loadAll(ks));
                      ks.stream()
                          .filter(k -> expired(r, k))
                          .forEach(k -> loaded.put(k, r.entries.get(k)));
                      return loaded;
                    })));
  }

  /** What is wrong around a storage whose inside it can see. */
  interface Raw {
    Storage wrong(ReferenceStorage inside, Faulty around);
  }

  private static Fault raw(String what, Raw raw) {
    return inside(
        what,
        setup -> {
          ReferenceStorage inside = new ReferenceStorage(setup);
          return raw.wrong(inside, new Faulty(inside));
        });
  }

  private static boolean expired(ReferenceStorage r, CacheKey key) {
    ReferenceStorage.Kept kept = r.entries.get(key);
    return kept != null && kept.value().toText().equals("expired") && r.isExpired(kept);
  }

  private static Storage deletesLate(ReferenceStorage r, Faulty around) {
    return around.onLoad(
        k -> {
          boolean expired;
          synchronized (r) {
            expired = r.entries.containsKey(k) && r.isExpired(r.entries.get(k));
          }
          if (expired) {
            LockSupport.parkNanos(10_000);
            r.delete(k);
          }
          return r.load(k);
        });
  }
}
