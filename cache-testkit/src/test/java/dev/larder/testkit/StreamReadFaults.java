package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Faults of the streams that are read. */
final class StreamReadFaults {

  private StreamReadFaults() {}

  static List<Fault> all() {
    return Stream.of(opening(), bytes(), ends(), laterChanges(), closing())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Fault> opening() {
    return List.of(
        around(
            "opens an empty reader for a missing key",
            s -> new Faulty(s).onOpenRead(k -> s.openRead(k).or(() -> Optional.of(emptyReader())))),
        around(
            "cannot read what was streamed",
            s -> {
              Set<CacheKey> streamed = ConcurrentHashMap.newKeySet();
              return new Faulty(s)
                  .onOpenWrite(
                      (k, o) -> {
                        streamed.add(k);
                        return s.openWrite(k, o);
                      })
                  .onOpenRead(k -> streamed.contains(k) ? Optional.empty() : s.openRead(k));
            }),
        around(
            "asks for the metadata when asked",
            s ->
                new Faulty(s)
                    .onOpenRead(
                        k ->
                            s.openRead(k)
                                .map(
                                    r ->
                                        new WrongReader(r) {
                                          @Override
                                          public EntryMetadata metadata() {
                                            return s.stat(k).orElseThrow();
                                          }
                                        }))));
  }

  private static List<Fault> bytes() {
    return List.of(
        reader(
            "is short of a byte",
            r ->
                new WrongReader(r) {
                  @Override
                  public int read(byte[] bytes, int offset, int length) {
                    return r.read(bytes, offset, length == 7_001 ? 7_000 : length)
                        - (length == 7_001 && r.metadata().size() == 1_000_000 ? 1 : 0);
                  }
                }),
        reader(
            "reads signed bytes",
            r ->
                new WrongReader(r) {
                  @Override
                  public int read() {
                    return (byte) r.read();
                  }

                  // Beside read() on purpose: only single bytes are wrong.
                  @Override
                  public int read(byte[] bytes, int offset, int length) {
                    return r.read(bytes, offset, length);
                  }
                }));
  }

  private static List<Fault> ends() {
    return List.of(
        reader(
            "fills more than it was asked for",
            r ->
                new WrongReader(r) {
                  @Override
                  public int read(byte[] bytes, int offset, int length) {
                    int n = r.read(bytes, offset, length);
                    if (n == 1 && bytes.length == 5) {
                      bytes[offset + 1] = 0;
                    }
                    return n;
                  }
                }),
        reader(
            "reads a zero at the end of nothing",
            r ->
                new WrongReader(r) {
                  @Override
                  public int read() {
                    return r.metadata().size() == 0 ? 0 : r.read();
                  }

                  @Override
                  public int read(byte[] bytes, int offset, int length) {
                    return r.read(bytes, offset, length);
                  }
                }));
  }

  private static List<Fault> laterChanges() {
    return List.of(
        around("goes on with the new value", s -> goingOn(s, false)),
        around("goes on with zeros after a delete", s -> goingOn(s, true)));
  }

  private static List<Fault> closing() {
    return List.of(
        reader(
            "has a reader that cannot be closed twice",
            r ->
                new WrongReader(r) {
                  private boolean closed;

                  @Override
                  public void close() {
                    if (closed) {
                      throw new IllegalStateException("closed already");
                    }
                    closed = true;
                    r.close();
                  }
                }),
        reader(
            "reads on after it was closed",
            r ->
                new WrongReader(r) {
                  @Override
                  public void close() {
                    // The reader inside stays open.
                  }
                }));
  }

  private static Fault reader(String what, Function<BlobReader, BlobReader> wrong) {
    return around(what, s -> new Faulty(s).onOpenRead(k -> s.openRead(k).map(wrong)));
  }

  private static BlobReader emptyReader() {
    return new WrongReader(null) {
      @Override
      public EntryMetadata metadata() {
        return EntryMetadata.builder(0, "none", Instant.EPOCH).build();
      }

      @Override
      public int read() {
        return -1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        return -1;
      }

      @Override
      public void close() {}
    };
  }

  /** Looks the value up anew for each piece; what is gone reads as zeros. */
  private static Storage goingOn(Storage s, boolean afterDelete) {
    return new Faulty(s)
        .onOpenRead(
            k ->
                s.openRead(k)
                    .map(
                        r ->
                            new WrongReader(r) {
                              @Override
                              public int read(byte[] bytes, int offset, int length) {
                                int n = r.read(bytes, offset, length);
                                boolean wrong =
                                    afterDelete
                                        ? !s.exists(k)
                                        : s.stat(k)
                                            .filter(m -> !m.equals(r.metadata()))
                                            .isPresent();
                                if (wrong && n > 0) {
                                  bytes[offset]++;
                                }
                                return n;
                              }
                            }));
  }
}
