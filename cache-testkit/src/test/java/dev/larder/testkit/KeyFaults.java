package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.CacheKey;
import dev.larder.storage.Namespace;
import dev.larder.storage.Storage;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Faults of storages that take one key for another. */
final class KeyFaults {

  private KeyFaults() {}

  static List<Fault> all() {
    return List.of(
        around("ignores case", s -> named(s, n -> n.toLowerCase(Locale.ROOT))),
        around(
            "normalizes Unicode", s -> named(s, n -> Normalizer.normalize(n, Normalizer.Form.NFC))),
        around("trims names", s -> named(s, String::strip)),
        around("reads \\ as /", s -> named(s, n -> n.replace("\\", "|"))),
        around("decodes %2F", s -> named(s, n -> n.replace("%2F", "/"))),
        around("cuts names at 255", s -> named(s, n -> n.substring(0, Math.min(n.length(), 255)))),
        around(
            "takes equal hashes for equal keys",
            s -> named(s, n -> n.hashCode() == "AaAa".hashCode() ? "AaAa" : n)),
        around("knows reserved names", s -> named(s, n -> n.equals("nul") ? "con" : n)),
        around(
            "has directories in place of values",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          int slash = k.name().indexOf('/');
                          if (k.name().startsWith("t/")) {
                            s.delete(CacheKey.of(k.namespace(), k.name().substring(0, slash)));
                          }
                          return s.save(k, v, o);
                        })),
        around(
            "ignores dots in namespaces",
            s ->
                mapped(
                    s,
                    k ->
                        CacheKey.of(
                            Namespace.of(k.namespace().value().replace("a.b", "a-b")), k.name()))));
  }

  private static Storage named(Storage s, UnaryOperator<String> change) {
    return mapped(s, k -> CacheKey.of(k.namespace(), change.apply(k.name())));
  }

  private static Storage mapped(Storage s, UnaryOperator<CacheKey> change) {
    return new Faulty(s)
        .onSave((k, v, o) -> s.save(change.apply(k), v, o))
        .onLoad(k -> s.load(change.apply(k)))
        .onExists(k -> s.exists(change.apply(k)))
        .onDelete(k -> s.delete(change.apply(k)));
  }
}
