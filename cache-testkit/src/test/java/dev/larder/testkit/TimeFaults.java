package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Faults of the time to live. */
final class TimeFaults {

  private TimeFaults() {}

  /** Expires by a rule of its own. */
  interface Expiry {
    boolean isExpired(ReferenceStorage.Kept kept, FakeClock clock);
  }

  static List<Fault> all() {
    return Stream.of(moment(), metadata(), overwriting(), use()).flatMap(List::stream).toList();
  }

  private static List<Fault> moment() {
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
            (k, c) -> age(k, c) >= (k.ttlNanos() == 1_000_000 ? 1_000_000_000 : k.ttlNanos())));
  }

  private static List<Fault> metadata() {
    return List.of(
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
                }));
  }

  private static List<Fault> overwriting() {
    return List.of(
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
                }));
  }

  private static List<Fault> use() {
    return List.of(
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
                                    .toList()))));
  }

  private static long age(ReferenceStorage.Kept kept, FakeClock clock) {
    return clock.nanos() - kept.savedTick();
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

  private static EntryMetadata shifted(EntryMetadata m) {
    return EntryMetadata.builder(m.size(), m.version(), m.savedAt())
        .expiresAt(m.expiresAt().get().minusMillis(1))
        .build();
  }
}
