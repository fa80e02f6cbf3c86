package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.CacheKey;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Faults of listKeys. */
final class ListFaults {

  private ListFaults() {}

  static List<Fault> all() {
    return Stream.of(keys(), prefixes(), tags(), pages(), cursors()).flatMap(List::stream).toList();
  }

  private static List<Fault> keys() {
    return List.of(
        around(
            "says null keys where there are none",
            s ->
                paging(
                    s,
                    p ->
                        p.keys().isEmpty()
                            ? new KeyPage(List.of(ContractGroup.key("x")), p.nextCursor())
                            : p)),
        around(
            "leaves out names beyond the BMP",
            s -> filtered(s, (q, k) -> !k.name().startsWith("🙂") || q.prefix().isPresent())),
        around("lists twice what was saved twice", ListFaults::listsTwice),
        around("lists what was deleted", ListFaults::listsDeleted),
        around("lists namespaces that begin alike", ListFaults::namespacesByPrefix));
  }

  private static List<Fault> prefixes() {
    return List.of(
        around(
            "takes the prefix for letters",
            s ->
                wider(
                    s,
                    (q, k) ->
                        k.name()
                            .startsWith(
                                q.prefix().get().substring(0, q.prefix().get().length() - 1)))),
        around(
            "stops at the next slash",
            s ->
                filtered(
                    s,
                    (q, k) ->
                        q.prefix().isEmpty()
                            || k.name().indexOf('/', q.prefix().get().length()) < 0)),
        around(
            "takes the prefix for a pattern",
            s ->
                wider(
                    s,
                    (q, k) ->
                        q.prefix().get().equals("_/")
                            && k.name().length() == 3
                            && k.name().endsWith("/1"))),
        around(
            "ignores a prefix that selects nothing",
            s ->
                new Faulty(s)
                    .onListKeys(
                        q -> {
                          KeyPage page = s.listKeys(q);
                          return page.keys().isEmpty() && q.prefix().isPresent()
                              ? s.listKeys(KeyQuery.in(q.namespace()))
                              : page;
                        })));
  }

  private static List<Fault> tags() {
    return List.of(
        around("ignores the tag", s -> new Faulty(s).onListKeys(q -> s.listKeys(untagged(q)))),
        around(
            "ignores the prefix beside a tag",
            s ->
                new Faulty(s)
                    .onListKeys(
                        q ->
                            q.tag().isPresent() && q.prefix().isPresent()
                                ? s.listKeys(KeyQuery.in(q.namespace()).withTag(q.tag().get()))
                                : s.listKeys(q))),
        around("keeps an index of old tags", s -> indexing(s, false)),
        around("keeps the tags of the deleted", s -> indexing(s, true)));
  }

  private static List<Fault> pages() {
    return List.of(
        around(
            "skips a key at the end of a page",
            s ->
                paging(
                    s,
                    p ->
                        p.nextCursor().isEmpty()
                            ? p
                            : new KeyPage(p.keys().subList(1, p.keys().size()), p.nextCursor()))),
        around(
            "ignores the page size",
            s ->
                new Faulty(s)
                    .onListKeys(
                        q -> s.listKeys(q.withPageSize(q.pageSize() == 7 ? 8 : q.pageSize())))),
        around(
            "never returns more than a thousand keys",
            s ->
                paging(
                    s,
                    p ->
                        p.keys().size() <= 1_000
                            ? p
                            : new KeyPage(p.keys().subList(0, 1_000), Optional.empty()))),
        around(
            "forgets the prefix on the next page",
            s ->
                new Faulty(s)
                    .onListKeys(
                        q ->
                            q.prefix().isPresent() && q.pageSize() == 7
                                ? all(s, q, true)
                                : s.listKeys(q))),
        around(
            "ends a tagged listing after one page",
            s ->
                new Faulty(s)
                    .onListKeys(
                        q ->
                            q.tag().isPresent()
                                ? new KeyPage(s.listKeys(q).keys(), Optional.empty())
                                : s.listKeys(q))));
  }

  private static List<Fault> cursors() {
    return List.of(
        around("takes each cursor once", ListFaults::cursorOnce),
        around("counts positions", ListFaults::positions),
        around("begins anew at an unknown cursor", s -> lenient(s, "no such")),
        around("takes the cursor of any namespace", s -> lenient(s, "kit")),
        inside(
            "loses its place while others write",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized KeyPage doListKeys(KeyQuery query) {
                    KeyPage page = super.doListKeys(query);
                    boolean moved =
                        entries.keySet().stream().anyMatch(k -> k.name().startsWith("many/0/"));
                    return moved && page.keys().size() > 1
                        ? new KeyPage(page.keys().subList(1, page.keys().size()), page.nextCursor())
                        : page;
                  }
                }));
  }

  private static Storage paging(Storage s, UnaryOperator<KeyPage> change) {
    return new Faulty(s).onListKeys(q -> change.apply(s.listKeys(q)));
  }

  private static Storage filtered(Storage s, BiPredicate<KeyQuery, CacheKey> stays) {
    return new Faulty(s)
        .onListKeys(
            q -> {
              KeyPage page = s.listKeys(q);
              return new KeyPage(
                  page.keys().stream().filter(k -> stays.test(q, k)).toList(), page.nextCursor());
            });
  }

  /** Selects more by prefix than is right. */
  private static Storage wider(Storage s, BiPredicate<KeyQuery, CacheKey> also) {
    return new Faulty(s)
        .onListKeys(
            q -> {
              if (q.prefix().isEmpty() || q.tag().isPresent() || q.pageSize() < 1000) {
                return s.listKeys(q);
              }
              Set<CacheKey> keys = new TreeSet<>(s.listKeys(q).keys());
              s.listKeys(KeyQuery.in(q.namespace())).keys().stream()
                  .filter(k -> also.test(q, k))
                  .forEach(keys::add);
              return new KeyPage(List.copyOf(keys), Optional.empty());
            });
  }

  private static KeyPage all(Storage s, KeyQuery q, boolean withoutPrefix) {
    KeyQuery wide = KeyQuery.in(q.namespace()).withPageSize(q.pageSize());
    return s.listKeys(
        q.cursor().isPresent() && withoutPrefix ? wide.after(q.cursor().get()) : wide);
  }

  private static KeyQuery untagged(KeyQuery q) {
    KeyQuery plain = KeyQuery.in(q.namespace()).withPageSize(q.pageSize());
    KeyQuery prefixed = q.prefix().map(plain::withPrefix).orElse(plain);
    return q.cursor().map(prefixed::after).orElse(prefixed);
  }

  private static Storage listsTwice(Storage s) {
    Set<CacheKey> twice = ConcurrentHashMap.newKeySet();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              if (v.toText().equals("again")) {
                twice.add(k);
              }
              return s.save(k, v, o);
            })
        .onListKeys(
            q -> {
              KeyPage page = s.listKeys(q);
              List<CacheKey> keys = new ArrayList<>(page.keys());
              page.keys().stream().filter(twice::contains).forEach(keys::add);
              return new KeyPage(keys, page.nextCursor());
            });
  }

  private static Storage listsDeleted(Storage s) {
    Set<CacheKey> deleted = ConcurrentHashMap.newKeySet();
    return new Faulty(s)
        .onDelete(
            k -> {
              boolean was = s.delete(k);
              if (was) {
                deleted.add(k);
              }
              return was;
            })
        .onListKeys(
            q -> {
              KeyPage page = s.listKeys(q);
              Set<CacheKey> keys = new TreeSet<>(page.keys());
              if (q.pageSize() == 1_000) {
                deleted.stream().filter(k -> q.selects(k, Set.of())).forEach(keys::add);
              }
              return new KeyPage(List.copyOf(keys), page.nextCursor());
            });
  }

  private static Storage namespacesByPrefix(Storage s) {
    return new Faulty(s)
        .onListKeys(
            q -> {
              if (q.pageSize() != 1_000 || q.tag().isPresent() || q.prefix().isPresent()) {
                return s.listKeys(q);
              }
              List<CacheKey> keys = new ArrayList<>(s.listKeys(q).keys());
              Namespace longer = Namespace.of(q.namespace() + "2");
              keys.addAll(s.listKeys(KeyQuery.in(longer)).keys());
              return new KeyPage(keys, Optional.empty());
            });
  }

  /** Keeps each tag that a key ever had, until the key is deleted or even beyond. */
  private static Storage indexing(Storage s, boolean beyond) {
    Map<CacheKey, Set<String>> tags = new ConcurrentHashMap<>();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              Set<String> all = tags.computeIfAbsent(k, x -> ConcurrentHashMap.newKeySet());
              if (beyond && s.exists(k)) {
                all.clear();
              }
              all.addAll(o.tags());
              return s.save(k, v, o);
            })
        .onDelete(
            k -> {
              if (!beyond) {
                tags.remove(k);
              }
              return s.delete(k);
            })
        .onListKeys(
            q -> {
              if (q.tag().isEmpty() || q.pageSize() == 7) {
                return s.listKeys(q);
              }
              List<CacheKey> keys =
                  tags.keySet().stream().filter(k -> q.selects(k, tags.get(k))).toList();
              return new KeyPage(keys, Optional.empty());
            });
  }

  private static Storage cursorOnce(Storage s) {
    Set<String> used = ConcurrentHashMap.newKeySet();
    return new Faulty(s)
        .onListKeys(
            q -> {
              boolean again = q.cursor().isPresent() && !used.add(q.cursor().get());
              return again && q.pageSize() == 5
                  ? new KeyPage(List.of(), Optional.empty())
                  : s.listKeys(q);
            });
  }

  /** Has the position in the list as its cursor, so that a delete moves what follows. */
  private static Storage positions(Storage s) {
    return new Faulty(s)
        .onListKeys(
            q -> {
              if (q.pageSize() != 5) {
                return s.listKeys(q);
              }
              KeyQuery whole = KeyQuery.in(q.namespace()).withPageSize(KeyQuery.MAX_PAGE_SIZE);
              List<CacheKey> keys = s.listKeys(whole).keys();
              int from = Math.min(q.cursor().map(Integer::parseInt).orElse(0), keys.size());
              int to = Math.min(from + 5, keys.size());
              return new KeyPage(
                  keys.subList(from, to),
                  to == keys.size() ? Optional.empty() : Optional.of(Integer.toString(to)));
            });
  }

  private static Storage lenient(Storage s, String cursor) {
    return new Faulty(s)
        .onListKeys(
            q -> {
              if (q.cursor().filter(c -> c.startsWith(cursor)).isPresent()) {
                try {
                  return s.listKeys(q);
                } catch (IllegalArgumentException unknown) {
                  return s.listKeys(KeyQuery.in(q.namespace()));
                }
              }
              return s.listKeys(q);
            });
  }
}
