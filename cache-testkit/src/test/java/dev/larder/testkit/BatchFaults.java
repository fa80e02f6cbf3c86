package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Faults of the batches. */
final class BatchFaults {

  private BatchFaults() {}

  static List<Fault> all() {
    return Stream.of(saves(), failures(), loads(), deletes()).flatMap(List::stream).toList();
  }

  private static List<Fault> saves() {
    return List.of(
        around(
            "saves one namespace per batch",
            s -> new Faulty(s).onSaveAll(rs -> s.saveAll(ofOneNamespace(rs)))),
        around(
            "saves in a batch only what is new",
            s ->
                new Faulty(s)
                    .onSaveAll(
                        rs ->
                            s.saveAll(
                                rs.size() == 1
                                        && rs.iterator()
                                            .next()
                                            .options()
                                            .equals(SaveOptions.defaults())
                                    ? absent(s, rs)
                                    : rs))),
        around(
            "returns no metadata from a batch",
            s ->
                new Faulty(s)
                    .onSaveAll(
                        rs -> {
                          Map<CacheKey, EntryMetadata> saved = s.saveAll(rs);
                          return saved.size() == 2 ? Map.of() : saved;
                        })),
        around(
            "lets the first of duplicates count",
            s -> new Faulty(s).onSaveAll(rs -> s.saveAll(reversed(rs)))),
        around(
            "tries every duplicate",
            s ->
                new Faulty(s)
                    .onSaveAll(
                        rs -> {
                          rs.stream()
                              .filter(r -> r.value().size() > s.info().maxValueSize())
                              .findFirst()
                              .ifPresent(r -> s.saveAll(List.of(r)));
                          return s.saveAll(rs);
                        })),
        around("cannot save nothing", s -> new Faulty(s).onSaveAll(rs -> s.saveAll(notEmpty(rs)))));
  }

  private static List<Fault> failures() {
    return List.of(
        around("stops a batch at its first failure", BatchFaults::stopsAtFailure),
        around(
            "gives up a batch for one large value",
            s ->
                new Faulty(s)
                    .onSaveAll(
                        rs -> {
                          Map<CacheKey, CacheException> failures = new LinkedHashMap<>();
                          rs.stream()
                              .filter(r -> r.value().size() == 20_000)
                              .forEach(
                                  r ->
                                      failures.put(
                                          r.key(),
                                          new CacheException(
                                              Code.TOO_LARGE,
                                              "saveAll",
                                              r.key(),
                                              "too large; save less")));
                          if (!failures.isEmpty()) {
                            throw new BatchException("saveAll", failures, rs.size());
                          }
                          return s.saveAll(rs);
                        })),
        around(
            "tells another cause of what failed in a batch",
            s ->
                new Faulty(s)
                    .onSaveAll(
                        rs -> {
                          try {
                            return s.saveAll(rs);
                          } catch (BatchException failed) {
                            Map<CacheKey, CacheException> causes = new LinkedHashMap<>();
                            failed
                                .failures()
                                .forEach(
                                    (k, e) ->
                                        causes.put(
                                            k,
                                            e.code() == Code.ALREADY_EXISTS
                                                ? new CacheException(
                                                    Code.INTERNAL, "saveAll", k, "failed; retry")
                                                : e));
                            throw new BatchException("saveAll", causes, rs.size());
                          }
                        })));
  }

  private static List<Fault> loads() {
    return List.of(
        around(
            "mixes up entries of a batch",
            s -> new Faulty(s).onLoadAll(ks -> swapped(s.loadAll(ks)))),
        around(
            "returns an empty entry for a missing key",
            s ->
                new Faulty(s)
                    .onLoadAll(
                        ks -> {
                          Map<CacheKey, Entry> found = new LinkedHashMap<>(s.loadAll(ks));
                          if (ks.size() == 2) {
                            ks.forEach(
                                k ->
                                    found.putIfAbsent(
                                        k,
                                        Entry.of(
                                            ContractGroup.noise(1),
                                            EntryMetadata.builder(1, "v", Instant.EPOCH).build())));
                          }
                          return found;
                        })),
        around(
            "cannot load a key twice",
            s -> new Faulty(s).onLoadAll(ks -> s.loadAll(Set.of(ks.toArray(new CacheKey[0]))))),
        around(
            "loads everything where nothing is asked for",
            s ->
                new Faulty(s)
                    .onLoadAll(
                        ks ->
                            s.loadAll(
                                ks.isEmpty()
                                    ? s.listKeys(KeyQuery.in(ContractGroup.NAMESPACE)).keys()
                                    : ks))),
        around(
            "loads no more than 500 in a batch",
            s ->
                new Faulty(s)
                    .onLoadAll(
                        ks ->
                            s.loadAll(ks.size() == 1_000 ? List.copyOf(ks).subList(0, 500) : ks))));
  }

  private static List<Fault> deletes() {
    return List.of(
        around(
            "counts the keys that it was given",
            s ->
                new Faulty(s).onDeleteAll(ks -> Math.max(s.deleteAll(ks), ks.size() == 3 ? 3 : 0))),
        around(
            "counts duplicates",
            s ->
                new Faulty(s)
                    .onDeleteAll(
                        ks ->
                            ks.size() == 2 && Set.copyOf(ks).size() == 1
                                ? 2 * s.deleteAll(ks)
                                : s.deleteAll(ks))),
        around(
            "deletes everything where nothing is asked for",
            s ->
                new Faulty(s)
                    .onDeleteAll(
                        ks ->
                            ks.isEmpty()
                                ? (int) s.clear(ContractGroup.NAMESPACE)
                                : s.deleteAll(ks))),
        around(
            "deletes the namespace for a batch",
            s ->
                new Faulty(s)
                    .onDeleteAll(
                        ks ->
                            ks.size() == 1
                                ? (int) s.clear(ks.iterator().next().namespace())
                                : s.deleteAll(ks))));
  }

  private static List<SaveRequest> ofOneNamespace(Collection<SaveRequest> requests) {
    return requests.stream()
        .filter(r -> r.key().namespace().equals(requests.iterator().next().key().namespace()))
        .toList();
  }

  private static List<SaveRequest> absent(Storage s, Collection<SaveRequest> requests) {
    return requests.stream().filter(r -> !s.exists(r.key())).toList();
  }

  private static List<SaveRequest> reversed(Collection<SaveRequest> requests) {
    List<SaveRequest> reversed = new ArrayList<>(requests);
    if (requests.size() == 3 && requests.stream().map(SaveRequest::key).distinct().count() == 2) {
      Collections.reverse(reversed);
    }
    return reversed;
  }

  private static <T> Collection<T> notEmpty(Collection<T> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("nothing to do");
    }
    return items;
  }

  private static Storage stopsAtFailure(Storage s) {
    return new Faulty(s)
        .onSaveAll(
            rs -> {
              if (rs.size() != 3
                  || rs.stream()
                      .noneMatch(r -> r.options().equals(SaveOptions.defaults().onlyIfAbsent()))) {
                return s.saveAll(rs);
              }
              Map<CacheKey, EntryMetadata> saved = new LinkedHashMap<>();
              for (SaveRequest r : rs) {
                saved.putAll(s.saveAll(List.of(r)));
              }
              return saved;
            });
  }

  private static Map<CacheKey, Entry> swapped(Map<CacheKey, Entry> loaded) {
    List<CacheKey> keys = List.copyOf(loaded.keySet());
    if (keys.size() != 2 || loaded.values().stream().anyMatch(e -> e.value().size() > 1)) {
      return loaded;
    }
    return Map.of(keys.get(0), loaded.get(keys.get(1)), keys.get(1), loaded.get(keys.get(0)));
  }
}
