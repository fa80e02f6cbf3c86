package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Faults of save, load, stat, exists and delete. */
final class ValueFaults {

  private ValueFaults() {}

  static List<Fault> all() {
    return Stream.of(bytes(), metadata(), loads(), stats(), deletes(), neighbours())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Fault> bytes() {
    return List.of(
        around("keeps the tail of a longer value", ValueFaults::keepsTail),
        around(
            "keeps the first value of a key",
            s -> new Faulty(s).onSave((k, v, o) -> s.stat(k).orElseGet(() -> s.save(k, v, o)))),
        around(
            "loses the last zero byte",
            s -> saving(s, v -> endsInZero(v) ? cut(v, v.size() - 1) : v)),
        around(
            "takes bytes for text",
            s -> saving(s, v -> v.size() == 256 ? Blob.ofText(v.toText()) : v)),
        around("cuts at 1 MiB", s -> saving(s, v -> cut(v, Math.min(v.size(), (1 << 20) - 1)))),
        around("cuts direct buffers", s -> saving(s, v -> v.isDirect() ? cut(v, 65_536) : v)),
        around("saves the whole array", ValueFaults::wholeArray),
        around(
            "takes an empty value for none",
            s -> new Faulty(s).onLoad(k -> s.load(k).filter(e -> !e.value().isEmpty()))));
  }

  private static List<Fault> metadata() {
    return List.of(
        around(
            "returns metadata of its own from save",
            s -> new Faulty(s).onSave((k, v, o) -> later(s.save(k, v, o)))),
        around(
            "returns the old metadata from a second save",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          EntryMetadata old = s.stat(k).orElse(null);
                          EntryMetadata saved = s.save(k, v, o);
                          return old == null || saved.size() == old.size() ? saved : old;
                        })),
        inside(
            "counts in units of a hundred bytes",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  long sizeOf(Blob value) {
                    return value.size() / 100L * 100;
                  }
                }),
        inside(
            "remembers the second only",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  Instant now() {
                    return Instant.ofEpochSecond(super.now().getEpochSecond());
                  }
                }),
        inside(
            "adds a label of its own",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  SaveOptions labels(SaveOptions options) {
                    return options.attributes().isEmpty() && options.ttl().isEmpty()
                        ? options.withAttribute("by", "me")
                        : options;
                  }
                }));
  }

  private static List<Fault> loads() {
    return List.of(
        around(
            "finds a neighbour",
            s ->
                new Faulty(s)
                    .onLoad(
                        k ->
                            s.load(k)
                                .or(() -> s.load(CacheKey.of(k.namespace(), k.name() + "2"))))),
        around(
            "loads once",
            s ->
                new Faulty(s)
                    .onLoad(
                        k -> {
                          Optional<Entry> entry = s.load(k);
                          entry.filter(e -> e.value().size() == 5).ifPresent(e -> s.delete(k));
                          return entry;
                        })),
        around("overwrites the array that it handed out", s -> scribbling(s, true)),
        around("overwrites the array of a deleted value", s -> scribbling(s, false)));
  }

  private static List<Fault> stats() {
    return List.of(
        around(
            "knows metadata of what was never saved",
            s -> new Faulty(s).onStat(k -> anyStat(s, k))),
        around(
            "keeps metadata of what was deleted",
            s -> {
              Map<CacheKey, EntryMetadata> seen = new ConcurrentHashMap<>();
              return new Faulty(s)
                  .onSave(
                      (k, v, o) -> {
                        EntryMetadata saved = s.save(k, v, o);
                        seen.put(k, saved);
                        return saved;
                      })
                  .onStat(k -> Optional.ofNullable(seen.get(k)));
            }),
        around(
            "stat counts from anew",
            s -> new Faulty(s).onStat(k -> s.stat(k).map(ValueFaults::later))));
  }

  private static List<Fault> deletes() {
    return List.of(
        around(
            "always deletes",
            s ->
                new Faulty(s)
                    .onDelete(
                        k -> {
                          s.delete(k);
                          return true;
                        })),
        around(
            "never tells that it deleted",
            s ->
                new Faulty(s)
                    .onDelete(
                        k -> {
                          s.delete(k);
                          return false;
                        })),
        around("deletes in two steps", s -> new Faulty(s).onDelete(k -> deletedInTwoSteps(s, k))),
        around("buries a deleted key for ever", ValueFaults::burying),
        around(
            "refuses to delete what is missing",
            s ->
                new Faulty(s)
                    .onDelete(
                        k -> {
                          if (!s.exists(k)) {
                            throw new IllegalStateException("missing " + k);
                          }
                          return s.delete(k);
                        })));
  }

  private static List<Fault> neighbours() {
    return List.of(
        around(
            "deletes what is below, too",
            s ->
                new Faulty(s)
                    .onDelete(
                        k -> {
                          s.delete(CacheKey.of(k.namespace(), k.name() + "/below"));
                          return s.delete(k);
                        })),
        around(
            "deletes the neighbour on save",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          if (s.exists(k)) {
                            s.delete(CacheKey.of(k.namespace(), "other"));
                          }
                          return s.save(k, v, o);
                        })));
  }

  private static Storage saving(Storage s, UnaryOperator<Blob> change) {
    return new Faulty(s).onSave((k, v, o) -> s.save(k, change.apply(v), o));
  }

  private static boolean endsInZero(Blob value) {
    return value.size() == 1 && value.buffer().get(0) == 0;
  }

  private static Blob cut(Blob value, int size) {
    return value.size() <= size ? value : Blob.wrap(value.toByteArray(), 0, size);
  }

  private static Storage keepsTail(Storage s) {
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              byte[] old = s.load(k).map(e -> e.value().toByteArray()).orElse(new byte[0]);
              if (old.length == 10_000) {
                v.buffer().get(old, 0, v.size());
                return s.save(k, Blob.wrap(old), o);
              }
              return s.save(k, v, o);
            });
  }

  private static Storage wholeArray(Storage s) {
    return saving(
        s, v -> v.toText().equals("value") && !v.isDirect() ? Blob.ofText("...value...") : v);
  }

  private static EntryMetadata later(EntryMetadata m) {
    return EntryMetadata.builder(m.size(), m.version(), m.savedAt().plusMillis(1))
        .expiresAt(m.expiresAt().orElse(null))
        .labels(
            SaveOptions.defaults()
                .withAttributes(m.attributes())
                .withTags(m.tags().toArray(new String[0])))
        .build();
  }

  private static Optional<EntryMetadata> anyStat(Storage s, CacheKey key) {
    return s.stat(key).or(() -> Optional.of(EntryMetadata.builder(0, "v", Instant.EPOCH).build()));
  }

  /** Hands out its own array, and writes over it when the entry changes. */
  private static Storage scribbling(Storage s, boolean onSave) {
    Map<CacheKey, byte[]> arrays = new ConcurrentHashMap<>();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              byte[] old = arrays.remove(k);
              if (old != null && onSave) {
                Arrays.fill(old, (byte) 1);
              }
              if (v.size() != 100_000) {
                return s.save(k, v, o);
              }
              byte[] own = v.toByteArray();
              arrays.put(k, own);
              return s.save(k, Blob.wrap(own), o);
            })
        .onDelete(
            k -> {
              byte[] old = arrays.remove(k);
              if (old != null && !onSave) {
                Arrays.fill(old, (byte) 1);
              }
              return s.delete(k);
            });
  }

  private static boolean deletedInTwoSteps(Storage s, CacheKey key) {
    boolean there = s.check().isOk() && s.exists(key);
    if (there) {
      LockSupport.parkNanos(100_000);
    }
    return s.delete(key) || there;
  }

  private static Storage burying(Storage s) {
    Map<CacheKey, Boolean> buried = new ConcurrentHashMap<>();
    return new Faulty(s)
        .onDelete(
            k -> {
              buried.put(k, true);
              return s.delete(k);
            })
        .onLoad(k -> buried.containsKey(k) ? Optional.empty() : s.load(k));
  }
}
