package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Faults of the bounds, of eviction and of threads. */
final class CapacityFaults {

  private CapacityFaults() {}

  static List<Fault> all() {
    return List.of(
        around(
            "declares half the bound",
            s ->
                new Faulty(s)
                    .onInfo(
                        () ->
                            s.info().maxEntries().isEmpty()
                                ? s.info()
                                : s.info().toBuilder().maxEntries(50).build())),
        inside(
            "keeps one less than the bound",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  void makeRoom() {
                    if (info().maxEntries().isPresent() && entries.size() == 100) {
                      evictWhere(false, 99);
                    }
                    super.makeRoom();
                  }
                }),
        inside(
            "never evicts",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  void makeRoom() {}
                }),
        inside(
            "throws everything away at the bound",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  void makeRoom() {
                    if (entries.size() > info().maxEntries().orElse(Long.MAX_VALUE)) {
                      evictWhere(false, 1);
                    }
                  }
                }),
        inside(
            "makes no room in a batch",
            setup ->
                new ReferenceStorage(setup) {
                  private boolean batch;

                  @Override
                  protected synchronized Map<CacheKey, EntryMetadata> doSaveAll(
                      Collection<SaveRequest> requests) {
                    batch = true;
                    Map<CacheKey, EntryMetadata> saved = super.doSaveAll(requests);
                    batch = false;
                    return saved;
                  }

                  @Override
                  void makeRoom() {
                    if (!batch) {
                      super.makeRoom();
                    }
                  }
                }),
        inside(
            "looks at the bound now and then",
            setup ->
                new ReferenceStorage(setup) {
                  private int saves;

                  @Override
                  void makeRoom() {
                    if (++saves % 150 == 0) {
                      super.makeRoom();
                    }
                  }
                }),
        inside(
            "loses an update of sixteen",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized EntryMetadata doSave(
                      CacheKey key, Blob value, SaveOptions options) {
                    EntryMetadata saved = super.doSave(key, value, options);
                    if (value.toText().equals("update 100")) {
                      return super.doSave(key, Blob.ofText("update 99"), options);
                    }
                    return saved;
                  }
                }),
        inside(
            "tells an overwrite as an eviction",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized EntryMetadata doSave(
                      CacheKey key, Blob value, SaveOptions options) {
                    if (info().maxEntries().isPresent()
                        && entries.size() == 100
                        && entries.containsKey(key)) {
                      evicted(key, EvictionCause.SIZE);
                    }
                    return super.doSave(key, value, options);
                  }
                }),
        counting("never gives back the room of the deleted", false),
        counting("never gives back the room of the cleared", true),
        inside(
            "tells evictions twice",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  void evictWhere(boolean expired, long limit) {
                    entries.keySet().stream()
                        .limit(expired ? 0 : Math.max(0, entries.size() - limit))
                        .toList()
                        .forEach(k -> evicted(k, EvictionCause.SIZE));
                    super.evictWhere(expired, limit);
                  }
                }),
        inside(
            "tells the expired as evicted for size",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  void evictWhere(boolean expired, long limit) {
                    super.evictWhere(false, limit);
                  }
                }),
        inside(
            "tells a delete as an eviction",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized boolean doDelete(CacheKey key) {
                    boolean deleted = super.doDelete(key);
                    if (deleted && key.name().length() == 1) {
                      evicted(key, EvictionCause.SIZE);
                    }
                    return deleted;
                  }
                }),
        inside(
            "evicts in the order of saving",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized Entry doLoad(CacheKey key) {
                    for (Map.Entry<CacheKey, Kept> entry : entries.entrySet()) {
                      if (entry.getKey().equals(key)) {
                        return isExpired(entry.getValue()) ? null : entry.getValue();
                      }
                    }
                    return null;
                  }
                }),
        inside(
            "takes a look for use",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized EntryMetadata doStat(CacheKey key) {
                    Entry found = doLoad(key);
                    return found == null ? null : found.metadata();
                  }
                }),
        inside("stops evicting when a listener throws", CapacityFaults::stopsEvicting),
        around("makes a value of two", CapacityFaults::tears),
        around("makes a value of two in a batch", CapacityFaults::tearsBatches),
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
                                : s.save(k, v, o))),
        around("shows a save to others late", CapacityFaults::showsLate),
        around("brings back what was deleted", s -> filling(s, 1)),
        around("brings back what a batch deleted", s -> filling(s, 2)),
        around("brings back what was cleared", s -> filling(s, 3)));
  }

  private static Fault counting(String what, boolean onClear) {
    return inside(
        what,
        setup ->
            new ReferenceStorage(setup) {
              private long lost;

              @Override
              protected synchronized boolean doDelete(CacheKey key) {
                boolean deleted = super.doDelete(key);
                lost += deleted && !onClear ? 1 : 0;
                return deleted;
              }

              @Override
              protected synchronized long doClear(Namespace namespace) {
                long cleared = super.doClear(namespace);
                lost = onClear ? cleared : 0;
                return cleared;
              }

              @Override
              void makeRoom() {
                long limit = info().maxEntries().orElse(Long.MAX_VALUE) - lost;
                if (entries.size() > limit) {
                  evictWhere(false, limit);
                }
              }
            });
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

  private static Storage stopsEvicting(StorageSetup setup) {
    AtomicBoolean stopped = new AtomicBoolean();
    CacheListener stopping =
        new CacheListener() {
          @Override
          public void onEviction(CacheKey key, EvictionCause cause) {
            try {
              setup.listener().onEviction(key, cause);
            } catch (IllegalStateException thrown) {
              stopped.set(true);
            }
          }

          @Override
          public void onError(CacheException failure) {
            setup.listener().onError(failure);
          }
        };
    return new ReferenceStorage(setup, heard -> stopping) {
      @Override
      void makeRoom() {
        if (!stopped.get()) {
          super.makeRoom();
        }
      }
    };
  }
}
