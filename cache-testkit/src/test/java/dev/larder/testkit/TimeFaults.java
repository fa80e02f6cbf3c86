package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Faults of the time to live. */
final class TimeFaults {

  private TimeFaults() {}

  /** Expires by a rule of its own. */
  interface Expiry {
    boolean isExpired(ReferenceStorage.Kept kept, FakeClock clock);
  }

  static List<Fault> all() {
    return List.of(
        expiring("expires a millisecond early", (k, c) -> age(k, c) + 1_000_000 >= k.ttlNanos()),
        expiring("expires a nanosecond late", (k, c) -> age(k, c) > k.ttlNanos()),
        expiring(
            "adds up nanoseconds without looking",
            (k, c) -> c.nanos() >= k.savedTick() + k.ttlNanos() && k.ttlNanos() > 1L << 60),
        expiring(
            "goes by the wall clock",
            (k, c) -> !c.instant().isBefore(k.metadata().expiresAt().orElse(Instant.MAX))),
        expiring(
            "keeps what lives a millisecond for a second",
            (k, c) -> age(k, c) >= (k.ttlNanos() == 1_000_000 ? 1_000_000_000 : k.ttlNanos())),
        inside(
            "rounds to seconds",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  Instant expiry(Instant now, SaveOptions options) {
                    return options
                        .ttl()
                        .map(
                            t ->
                                now.plus(
                                    t.toSeconds() > 1 && t.toDays() < 1
                                        ? Duration.ofSeconds(t.toSeconds())
                                        : t))
                        .orElse(null);
                  }
                }),
        around(
            "stat tells how long is left",
            s ->
                new Faulty(s)
                    .onStat(
                        k ->
                            s.stat(k)
                                .map(
                                    m ->
                                        m.expiresAt().isEmpty() || s.load(k).isEmpty()
                                            ? m
                                            : shifted(m)))),
        inside(
            "gives everything a time to live",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  Instant expiry(Instant now, SaveOptions options) {
                    return now.plus(options.ttl().orElse(Duration.ofDays(7)));
                  }
                }),
        inside(
            "keeps the first expiry of a key",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized EntryMetadata doSave(
                      CacheKey key, Blob value, SaveOptions options) {
                    Entry old = doLoad(key);
                    boolean keep =
                        old != null
                            && old.metadata().expiresAt().isPresent()
                            && options.ttl().isPresent()
                            && value.toText().equals("new");
                    Duration left =
                        keep
                            ? Duration.between(clock.instant(), old.metadata().expiresAt().get())
                            : Duration.ZERO;
                    return super.doSave(key, value, keep ? options.withTtl(left) : options);
                  }
                }),
        inside(
            "keeps the time to live of the value before",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized EntryMetadata doSave(
                      CacheKey key, Blob value, SaveOptions options) {
                    Entry old = doLoad(key);
                    boolean keep =
                        old != null
                            && old.metadata().expiresAt().isPresent()
                            && options.ttl().isEmpty();
                    return super.doSave(
                        key,
                        value,
                        keep
                            ? options.withTtl(
                                Duration.between(clock.instant(), old.metadata().expiresAt().get()))
                            : options);
                  }
                }),
        inside(
            "prolongs on use",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized Entry doLoad(CacheKey key) {
                    Entry found = super.doLoad(key);
                    if (found != null
                        && entries.get(key).ttlNanos() == 3_000_000
                        && age(entries.get(key), clock) == 2_000_000
                        && found.metadata().savedAt().plusMillis(2).equals(clock.instant())) {
                      Kept kept = entries.get(key);
                      entries.put(
                          key,
                          new Kept(kept.value(), kept.metadata(), clock.nanos(), kept.ttlNanos()));
                    }
                    return found;
                  }
                }),
        around(
            "forgets the time to live in a batch",
            s ->
                new Faulty(s)
                    .onSaveAll(
                        rs ->
                            s.saveAll(
                                rs.stream()
                                    .map(
                                        r ->
                                            new SaveRequest(
                                                r.key(),
                                                r.value(),
                                                r.options().ttl().isPresent()
                                                    ? SaveOptions.defaults()
                                                    : r.options()))
                                    .toList()))),
        raw("deletes late what it found expired", TimeFaults::deletesLate),
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
            "delete counts the expired",
            (r, f) ->
                f.onDelete(
                    k -> {
                      boolean was = expired(r, k);
                      return r.delete(k) || was;
                    })),
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
            (r, f) -> f.onClear(n -> (expired(r, ContractGroup.KEY) ? 1 : 0) + r.clear(n))),
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

  private static long age(ReferenceStorage.Kept kept, FakeClock clock) {
    return clock.nanos() - kept.savedTick();
  }

  private static boolean expired(ReferenceStorage r, CacheKey key) {
    ReferenceStorage.Kept kept = r.entries.get(key);
    return kept != null && kept.value().toText().equals("expired") && r.isExpired(kept);
  }

  private static Fault expiring(String what, Expiry expiry) {
    return inside(
        what,
        setup ->
            new ReferenceStorage(setup) {
              @Override
              boolean isExpired(Kept kept) {
                return kept.ttlNanos() > 0 && expiry.isExpired(kept, clock);
              }
            });
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

  private static EntryMetadata shifted(EntryMetadata m) {
    return EntryMetadata.builder(m.size(), m.version(), m.savedAt())
        .expiresAt(m.expiresAt().get().minusMillis(1))
        .build();
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
