package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Faults that take several threads. */
final class ConcurrencyFaults {

  private ConcurrencyFaults() {}

  static List<Fault> all() {
    return Stream.of(wholeValues(), manySaves(), lateViews()).flatMap(List::stream).toList();
  }

  private static List<Fault> wholeValues() {
    return List.of(
        around("makes a value of two", ConcurrencyFaults::tears),
        around("makes a value of two in a batch", ConcurrencyFaults::tearsBatches));
  }

  private static List<Fault> manySaves() {
    return List.of(
        inside(
            "gives versions twice",
            setup ->
                new ReferenceStorage(setup) {
                  private int last;

                  @Override
                  String nextVersion(CacheKey key, Blob value) {
                    return value.toText().equals("same value")
                        ? "v" + (last++ / 2)
                        : super.nextVersion(key, value);
                  }
                }),
        around(
            "returns the metadata of another save",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          EntryMetadata saved = s.save(k, v, o);
                          return v.toText().startsWith("x") && o.attributes().containsKey("size")
                              ? EntryMetadata.builder(v.size() + 1, "another", saved.savedAt())
                                  .build()
                              : saved;
                        })),
        around(
            "loses a key of eight hundred",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) ->
                            k.name().equals("15/49")
                                ? s.save(k, Blob.ofText("lost"), o)
                                : s.save(k, v, o))));
  }

  private static List<Fault> lateViews() {
    return List.of(
        around("shows a save to others late", ConcurrencyFaults::showsLate),
        around("brings back what was deleted", s -> filling(s, 1)),
        around("brings back what a batch deleted", s -> filling(s, 2)),
        around("brings back what was cleared", s -> filling(s, 3)));
  }

  private static Storage tears(Storage s) {
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              if (v.size() == 200_000) {
                byte[] torn = v.toByteArray();
                torn[199_999]++;
                s.save(k, Blob.wrap(torn), o);
                LockSupport.parkNanos(500_000);
              }
              return s.save(k, v, o);
            });
  }

  private static Storage tearsBatches(Storage s) {
    return new Faulty(s)
        .onSaveAll(
            rs -> {
              for (SaveRequest r : rs) {
                if (r.value().size() == 200_000) {
                  byte[] torn = r.value().toByteArray();
                  torn[199_999]++;
                  s.save(r.key(), Blob.wrap(torn), r.options());
                  LockSupport.parkNanos(500_000);
                }
              }
              return s.saveAll(rs);
            });
  }

  /** Keeps a copy for each thread, as long as it is not older than one save. */
  private static Storage showsLate(Storage s) {
    ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);
    Map<CacheKey, Optional<Entry>> before = new ConcurrentHashMap<>();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              mine.set(true);
              if (v.toText().startsWith("value ")) {
                before.put(k, s.load(k));
              }
              return s.save(k, v, o);
            })
        .onLoad(k -> mine.get() ? s.load(k) : before.getOrDefault(k, s.load(k)));
  }

  /** Keeps what readers loaded in a tier, and forgets that tier in one way of removal. */
  private static Storage filling(Storage s, int way) {
    Map<CacheKey, Entry> tier = new ConcurrentHashMap<>();
    Set<Thread> writers = ConcurrentHashMap.newKeySet();
    Object lock = new Object();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              writers.add(Thread.currentThread());
              EntryMetadata saved;
              synchronized (lock) {
                tier.remove(k);
                saved = s.save(k, v, o);
              }
              // Gives the readers time to load it.
              Race.within(Duration.ofMillis(1), () -> v.size() != 5 || tier.containsKey(k));
              return saved;
            })
        .onLoad(
            k -> {
              synchronized (lock) {
                if (writers.contains(Thread.currentThread())) {
                  return Optional.ofNullable(tier.get(k)).or(() -> s.load(k));
                }
                Optional<Entry> found = s.load(k);
                found.ifPresent(e -> tier.put(k, e));
                return found;
              }
            })
        .onDelete(k -> removed(lock, tier, way != 1, () -> s.delete(k)))
        .onDeleteAll(ks -> removed(lock, tier, way != 2, () -> s.deleteAll(ks)))
        .onClear(n -> removed(lock, tier, way != 3, () -> s.clear(n)));
  }

  private static <T> T removed(
      Object lock, Map<CacheKey, Entry> tier, boolean right, Supplier<T> removal) {
    synchronized (lock) {
      if (right) {
        tier.clear();
      }
      return removal.get();
    }
  }
}
