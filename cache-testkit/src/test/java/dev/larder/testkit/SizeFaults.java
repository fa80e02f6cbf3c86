package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;
import static dev.larder.testkit.Fault.inside;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Storage;
import java.util.List;
import java.util.stream.Stream;

/** Faults of the largest value, and of telling a listener of failures. */
final class SizeFaults {

  private SizeFaults() {}

  static List<Fault> all() {
    return Stream.of(values(), streams(), told()).flatMap(List::stream).toList();
  }

  private static List<Fault> values() {
    return List.of(
        around(
            "declares a tenth of the limit",
            s ->
                new Faulty(s)
                    .onInfo(
                        () ->
                            s.info().maxValueSize() == SizeContract.LIMIT
                                ? s.info().toBuilder().maxValueSize(1_000).build()
                                : s.info())),
        around(
            "refuses the largest value",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) ->
                            s.save(
                                k,
                                v.size() == SizeContract.LIMIT
                                        && s.info().maxValueSize() == SizeContract.LIMIT
                                    ? ContractGroup.noise(SizeContract.LIMIT + 1)
                                    : v,
                                o))),
        around(
            "takes one byte too many",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) ->
                            s.save(
                                k,
                                v.size() == SizeContract.LIMIT + 1
                                    ? ContractGroup.noise(SizeContract.LIMIT)
                                    : v,
                                o))),
        around(
            "deletes before it refuses",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          if (v.size() > s.info().maxValueSize()) {
                            s.delete(k);
                          }
                          return s.save(k, v, o);
                        })));
  }

  private static List<Fault> streams() {
    return List.of(
        around(
            "refuses the largest stream",
            s ->
                new Faulty(s)
                    .onOpenWrite(
                        (k, o) -> {
                          s.openWrite(k, o).close();
                          return new Wrong(s, k, o) {
                            @Override
                            public void write(byte[] bytes, int offset, int length) {
                              if (size() + length == SizeContract.LIMIT) {
                                throw new CacheException(
                                    Code.TOO_LARGE, "write", k, "too large; write less");
                              }
                              super.write(bytes, offset, length);
                            }
                          };
                        })),
        around(
            "cuts a stream at the limit",
            s ->
                new Faulty(s)
                    .onOpenWrite(
                        (k, o) -> {
                          s.openWrite(k, o).close();
                          return new Wrong(s, k, o) {
                            @Override
                            public void write(byte[] bytes, int offset, int length) {
                              super.write(
                                  bytes,
                                  offset,
                                  (int) Math.min(length, s.info().maxValueSize() - size()));
                            }
                          };
                        })));
  }

  private static List<Fault> told() {
    return List.of(
        inside(
            "tells nobody of failures",
            setup -> new ReferenceStorage(setup, heard -> CacheListener.NONE)),
        inside(
            "lets a throwing listener change the failure",
            setup -> {
              Storage s = new ReferenceStorage(setup, heard -> CacheListener.NONE);
              return new Faulty(s)
                  .onSave(
                      (k, v, o) -> {
                        try {
                          return s.save(k, v, o);
                        } catch (CacheException failed) {
                          setup.listener().onError(failed);
                          throw failed;
                        }
                      });
            }));
  }
}
