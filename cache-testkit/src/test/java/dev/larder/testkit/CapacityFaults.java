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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Faults of the bounds and of eviction. */
final class CapacityFaults {

  private CapacityFaults() {}

  static List<Fault> all() {
    return Stream.of(bound(), room(), told(), order()).flatMap(List::stream).toList();
  }

  private static List<Fault> bound() {
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
                }));
  }

  private static List<Fault> room() {
    return List.of(
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
        counting("never gives back the room of the deleted", false),
        counting("never gives back the room of the cleared", true),
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
                }));
  }

  private static List<Fault> told() {
    return List.of(
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
        inside("stops evicting when a listener throws", CapacityFaults::stopsEvicting));
  }

  private static List<Fault> order() {
    return List.of(
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
                }));
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
