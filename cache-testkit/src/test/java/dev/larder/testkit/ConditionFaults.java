package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveCondition;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Faults of conditions and versions. */
final class ConditionFaults {

  private ConditionFaults() {}

  static List<Fault> all() {
    return Stream.of(ignored(), expired(), refusals(), versions(), batches())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Fault> ignored() {
    return List.of(
        around(
            "ignores IF_ABSENT",
            s -> options(s, o -> o.condition() == SaveCondition.IF_ABSENT ? plain(o) : o)),
        around(
            "ignores IF_VERSION",
            s -> options(s, o -> o.condition() == SaveCondition.IF_VERSION ? plain(o) : o)),
        around(
            "refuses every IF_ABSENT",
            s -> refusing(s, SaveCondition.IF_ABSENT, Code.ALREADY_EXISTS)),
        around(
            "refuses every IF_VERSION",
            s -> refusing(s, SaveCondition.IF_VERSION, Code.VERSION_CONFLICT)),
        around("looks first and writes then", ConditionFaults::looksFirst));
  }

  private static List<Fault> expired() {
    return List.of(
        inside(
            "takes an expired entry for present",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized EntryMetadata doSave(
                      CacheKey key, Blob value, SaveOptions options) {
                    requireCondition(
                        key,
                        entries.get(key),
                        options.condition() == SaveCondition.IF_ABSENT
                            ? options
                            : SaveOptions.defaults());
                    return super.doSave(key, value, options);
                  }
                }),
        inside(
            "takes an expired version for good",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized EntryMetadata doSave(
                      CacheKey key, Blob value, SaveOptions options) {
                    Kept old = entries.get(key);
                    boolean same =
                        old != null
                            && options
                                .expectedVersion()
                                .filter(old.metadata().version()::equals)
                                .isPresent();
                    return super.doSave(
                        key, value, same && isExpired(old) ? plain(options) : options);
                  }
                }));
  }

  private static List<Fault> refusals() {
    return List.of(
        inside(
            "writes before it refuses",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  protected synchronized EntryMetadata doSave(
                      CacheKey key, Blob value, SaveOptions options) {
                    try {
                      return super.doSave(key, value, options);
                    } catch (CacheException refused) {
                      super.doSave(key, value, SaveOptions.defaults());
                      throw refused;
                    }
                  }
                }),
        around(
            "calls every conflict by one name",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          try {
                            return s.save(k, v, o);
                          } catch (CacheException failed) {
                            throw failed.code() == Code.VERSION_CONFLICT && !s.exists(k)
                                ? new CacheException(
                                    Code.ALREADY_EXISTS, "save", k, "there; load it")
                                : failed;
                          }
                        })),
        around(
            "breaks on versions that it did not make",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          if (o.expectedVersion().filter(e -> e.startsWith("~")).isPresent()) {
                            throw new IllegalArgumentException("not a version");
                          }
                          return s.save(k, v, o);
                        })));
  }

  private static List<Fault> versions() {
    return List.of(
        around(
            "buries versions of deleted keys",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) ->
                            s.save(
                                k,
                                v,
                                o.condition() == SaveCondition.IF_VERSION && !s.exists(k)
                                    ? plain(o)
                                    : o))),
        inside(
            "hashes the value for a version",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  String nextVersion(CacheKey key, Blob value) {
                    return Integer.toHexString(value.hashCode());
                  }
                }),
        inside(
            "counts per key from one",
            setup ->
                new ReferenceStorage(setup) {
                  @Override
                  String nextVersion(CacheKey key, Blob value) {
                    Kept old = entries.get(key);
                    return "v"
                        + (old == null
                            ? 1
                            : Long.parseLong(old.metadata().version().substring(1)) + 1);
                  }
                }),
        around(
            "stat returns another version",
            s ->
                new Faulty(s)
                    .onStat(
                        k ->
                            s.stat(k)
                                .map(
                                    m ->
                                        EntryMetadata.builder(
                                                m.size(), m.version() + "x", m.savedAt())
                                            .expiresAt(m.expiresAt().orElse(null))
                                            .labels(
                                                SaveOptions.defaults()
                                                    .withAttributes(m.attributes())
                                                    .withTags(m.tags().toArray(new String[0])))
                                            .build()))));
  }

  private static List<Fault> batches() {
    return List.of(
        inside(
            "keeps the version in a batch",
            setup ->
                new ReferenceStorage(setup) {
                  private boolean batch;

                  @Override
                  protected synchronized Map<CacheKey, EntryMetadata> doSaveAll(
                      Collection<SaveRequest> requests) {
                    batch = requests.size() == 1;
                    try {
                      return super.doSaveAll(requests);
                    } finally {
                      batch = false;
                    }
                  }

                  @Override
                  String nextVersion(CacheKey key, Blob value) {
                    Kept old = entries.get(key);
                    return batch && old != null
                        ? old.metadata().version()
                        : super.nextVersion(key, value);
                  }
                }),
        around(
            "ignores the version in a batch",
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
                                                r.options().condition() == SaveCondition.IF_VERSION
                                                    ? plain(r.options())
                                                    : r.options()))
                                    .toList()))));
  }

  private static SaveOptions plain(SaveOptions o) {
    SaveOptions plain =
        SaveOptions.defaults()
            .withAttributes(o.attributes())
            .withTags(o.tags().toArray(new String[0]));
    return o.ttl().map(plain::withTtl).orElse(plain);
  }

  static Storage options(Storage s, UnaryOperator<SaveOptions> change) {
    return new Faulty(s).onSave((k, v, o) -> s.save(k, v, change.apply(o)));
  }

  private static Storage refusing(Storage s, SaveCondition condition, Code code) {
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              if (o.condition() == condition) {
                throw new CacheException(code, "save", k, "refused; do not try again");
              }
              return s.save(k, v, o);
            });
  }

  private static Storage looksFirst(Storage s) {
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              if (o.condition() == SaveCondition.NONE) {
                return s.save(k, v, o);
              }
              boolean absent = s.stat(k).isEmpty();
              boolean holds =
                  o.condition() == SaveCondition.IF_ABSENT
                      ? absent
                      : s.stat(k).map(EntryMetadata::version).equals(o.expectedVersion());
              if (holds) {
                LockSupport.parkNanos(200_000);
              }
              return s.save(k, v, holds ? plain(o) : o);
            });
  }
}
