package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Faults of clear. */
final class ClearFaults {

  private ClearFaults() {}

  static List<Fault> all() {
    return Stream.of(counts(), cleared()).flatMap(List::stream).toList();
  }

  private static List<Fault> counts() {
    return List.of(
        around(
            "clears nothing",
            s -> new Faulty(s).onClear(n -> s.listKeys(KeyQuery.in(n)).keys().size())),
        around("counts every save", ClearFaults::countsSaves),
        around("counts one more", s -> new Faulty(s).onClear(n -> Math.max(1, s.clear(n)))));
  }

  private static List<Fault> cleared() {
    return List.of(
        around(
            "clears namespaces that begin alike",
            s ->
                new Faulty(s)
                    .onClear(
                        n -> {
                          s.clear(Namespace.of(n + ".x"));
                          return s.clear(n);
                        })),
        around(
            "clears one page",
            s -> new Faulty(s).onClear(n -> s.deleteAll(s.listKeys(KeyQuery.in(n)).keys()))),
        around(
            "hides what was cleared for ever",
            s -> {
              Set<CacheKey> hidden = ConcurrentHashMap.newKeySet();
              return new Faulty(s)
                  .onClear(
                      n -> {
                        s.listKeys(KeyQuery.in(n)).keys().forEach(hidden::add);
                        return s.clear(n);
                      })
                  .onLoad(k -> hidden.contains(k) ? Optional.empty() : s.load(k));
            }),
        around("lists what was cleared", ClearFaults::listsCleared));
  }

  private static Storage countsSaves(Storage s) {
    Set<String> saves = ConcurrentHashMap.newKeySet();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              EntryMetadata saved = s.save(k, v, o);
              if (k.namespace().equals(ContractGroup.NAMESPACE)) {
                saves.add(saved.version());
              }
              return saved;
            })
        .onClear(
            n -> {
              long cleared = s.clear(n);
              return cleared == 2 ? saves.size() : cleared;
            });
  }

  private static Storage listsCleared(Storage s) {
    Set<CacheKey> cleared = new LinkedHashSet<>();
    UnaryOperator<KeyPage> also =
        page -> {
          List<CacheKey> keys = new ArrayList<>(page.keys());
          keys.addAll(cleared);
          return new KeyPage(keys, page.nextCursor());
        };
    return new Faulty(s)
        .onClear(
            n -> {
              cleared.addAll(s.listKeys(KeyQuery.in(n)).keys());
              return s.clear(n);
            })
        .onListKeys(q -> also.apply(s.listKeys(q)));
  }
}
