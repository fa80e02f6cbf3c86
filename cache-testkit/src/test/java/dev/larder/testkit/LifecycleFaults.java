package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CheckResult;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Faults of opening and closing. */
final class LifecycleFaults {

  private static final Map<CacheKey, EntryMetadata> STATIC = new ConcurrentHashMap<>();

  private LifecycleFaults() {}

  static List<Fault> all() {
    return Stream.of(place(), closed(), closedErrors(), closing()).flatMap(List::stream).toList();
  }

  private static List<Fault> place() {
    return List.of(
        around(
            "has no place",
            s -> new Faulty(s).onInfo(() -> s.info().toBuilder().location("").build())),
        around(
            "fails its check after a save",
            s -> {
              AtomicBoolean saved = new AtomicBoolean();
              return new Faulty(s)
                  .onSave(
                      (k, v, o) -> {
                        saved.set(true);
                        return s.save(k, v, o);
                      })
                  .onCheck(
                      () ->
                          saved.get() && s.check().isOk()
                              ? CheckResult.failed(
                                  new CacheException(Code.INTERNAL, "check", null, "no; yes"))
                              : s.check());
            }),
        around(
            "shares its entries with every other",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          EntryMetadata saved = s.save(k, v, o);
                          if (v.toText().equals("in the first")) {
                            STATIC.put(k, saved);
                          }
                          return saved;
                        })
                    .onLoad(
                        k ->
                            s.load(k)
                                .or(
                                    () ->
                                        Optional.ofNullable(STATIC.remove(k))
                                            .map(m -> Entry.of(Blob.empty(), m))))));
  }

  private static List<Fault> closed() {
    return List.of(
        around(
            "answers stat when closed",
            s -> {
              AtomicBoolean closed = new AtomicBoolean();
              return new Faulty(s)
                  .onClose(
                      () -> {
                        closed.set(true);
                        s.close();
                      })
                  .onStat(k -> closed.get() ? Optional.empty() : s.stat(k));
            }),
        around(
            "calls its closed state unavailable",
            s ->
                new Faulty(s)
                    .onCheck(
                        () ->
                            s.check().isOk()
                                ? s.check()
                                : CheckResult.failed(
                                    new CacheException(
                                        Code.UNAVAILABLE, "check", null, "closed; open another")))),
        around(
            "forgets what it is",
            s -> {
              AtomicBoolean closed = new AtomicBoolean();
              return new Faulty(s)
                  .onClose(
                      () -> {
                        closed.set(true);
                        s.close();
                      })
                  .onInfo(
                      () ->
                          closed.get()
                              ? s.info().toBuilder().location("closed").build()
                              : s.info());
            }));
  }

  private static List<Fault> closedErrors() {
    return List.of(
        around(
            "names another operation",
            s ->
                new Faulty(s)
                    .onLoadAll(
                        ks -> {
                          try {
                            return s.loadAll(ks);
                          } catch (CacheException failed) {
                            throw new CacheException(
                                failed.code(), "load", null, "closed; open another");
                          }
                        })),
        around(
            "leaves out the key",
            s ->
                new Faulty(s)
                    .onExists(
                        k -> {
                          try {
                            return s.exists(k);
                          } catch (CacheException failed) {
                            throw new CacheException(
                                failed.code(), "exists", null, "closed; open another");
                          }
                        })),
        around(
            "does not say what to do",
            s ->
                new Faulty(s)
                    .onDelete(
                        k -> {
                          try {
                            return s.delete(k);
                          } catch (CacheException failed) {
                            throw new CacheException(failed.code(), "delete", k, "closed");
                          }
                        })));
  }

  private static List<Fault> closing() {
    return List.of(
        around(
            "cannot be closed twice",
            s -> {
              AtomicInteger closes = new AtomicInteger();
              return new Faulty(s)
                  .onClose(
                      () -> {
                        if (closes.incrementAndGet() == 2) {
                          throw new IllegalStateException("closed already");
                        }
                        s.close();
                      });
            }),
        around("breaks when it is closed during use", LifecycleFaults::breaksWhenClosed),
        around(
            "commits when closed",
            s ->
                new Faulty(s)
                    .onOpenWrite(
                        (k, o) -> {
                          s.openWrite(k, o).close();
                          return new Wrong(s, k, o) {
                            @Override
                            EntryMetadata save() {
                              return s.check().isOk()
                                  ? super.save()
                                  : EntryMetadata.builder(0, "v", Instant.EPOCH).build();
                            }
                          };
                        })),
        around("frees what it handed out", LifecycleFaults::frees),
        around("closes its readers", LifecycleFaults::closesReaders));
  }

  private static Storage frees(Storage s) {
    Map<CacheKey, byte[]> arrays = new ConcurrentHashMap<>();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              byte[] own = v.toByteArray();
              arrays.put(k, own);
              return s.save(k, Blob.wrap(own), o);
            })
        .onOpenRead(k -> s.openRead(k))
        .onClose(
            () -> {
              arrays.values().stream()
                  .filter(a -> a.length == 300_000)
                  .forEach(a -> Arrays.fill(a, (byte) 0));
              s.close();
            });
  }

  private static Storage closesReaders(Storage s) {
    return new Faulty(s)
        .onOpenRead(
            k ->
                s.openRead(k)
                    .map(
                        r ->
                            new WrongReader(r) {
                              @Override
                              public int read(byte[] bytes, int offset, int length) {
                                return s.check().isOk() ? r.read(bytes, offset, length) : -1;
                              }
                            }));
  }

  private static Storage breaksWhenClosed(Storage s) {
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              boolean open = s.check().isOk();
              if (k.name().startsWith("during/")) {
                Race.within(Duration.ofMillis(20), () -> !s.check().isOk());
              }
              if (open && !s.check().isOk()) {
                throw new IllegalStateException("half closed");
              }
              return s.save(k, v, o);
            });
  }
}
