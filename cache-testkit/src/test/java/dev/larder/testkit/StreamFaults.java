package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Faults of the streams. */
final class StreamFaults {

  private StreamFaults() {}

  static List<Fault> all() {
    return List.of(
        writer(
            "publishes what is written at once",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  public void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, offset, length);
                    if (size() == 300_000) {
                      s.save(k, value(), o);
                    }
                  }
                }),
        writer(
            "takes the old value away",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  public void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, offset, length);
                    if (size() == 300_000) {
                      s.delete(k);
                    }
                  }
                }),
        writer(
            "publishes on close",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  public void close() {
                    if (!isCommitted() && size() == 9) {
                      s.save(k, value(), o);
                    }
                    super.close();
                  }
                }),
        writer(
            "locks the key until it is closed",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  public void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, offset, length);
                    if (size() == 9) {
                      s.delete(k);
                    }
                  }
                }),
        writer(
            "keeps 4 MiB",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  Blob value() {
                    return Blob.wrap(super.value().toByteArray(), 0, Math.min(size(), 4 << 20));
                  }
                }),
        writer(
            "ignores the offset",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  public void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, 0, length);
                  }
                }),
        writer(
            "keeps the array of the second piece",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  private byte[] second = new byte[0];

                  @Override
                  public void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, offset, length);
                    second = size() == 10 ? bytes : second;
                  }

                  @Override
                  Blob value() {
                    Blob right = super.value();
                    return size() != 10 || second.length != 5
                        ? right
                        : Blob.ofText(
                            right.toText().substring(0, 5)
                                + new String(second, StandardCharsets.UTF_8));
                  }
                }),
        writer(
            "does not take back what was committed",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    return isCommitted() ? s.stat(k).orElseThrow() : super.save();
                  }

                  @Override
                  boolean isOpenForCommit() {
                    return true;
                  }
                }),
        writer(
            "writes on after the commit",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  boolean isOpenForWrite() {
                    return !isClosed();
                  }
                }),
        writer(
            "works on after close",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  boolean isOpenForWrite() {
                    return !isCommitted();
                  }
                }),
        writer(
            "discards on close what was committed",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  public void close() {
                    if (isClosed() && isCommitted()) {
                      s.delete(k);
                    }
                    super.close();
                  }
                }),
        writer(
            "refuses an empty value",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    return s.save(k, size() == 0 ? ContractGroup.noise(1) : value(), o);
                  }
                }),
        writer(
            "forgets the time to live",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    return s.save(k, value(), o.ttl().isPresent() ? SaveOptions.defaults() : o);
                  }
                }),
        writer(
            "forgets the condition",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    return s.save(
                        k,
                        value(),
                        o.attributes().isEmpty() && o.ttl().isEmpty() ? SaveOptions.defaults() : o);
                  }
                }),
        writer(
            "takes a later writer's value for newer",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    return value().toText().equals("first") && s.exists(k)
                        ? s.stat(k).orElseThrow()
                        : super.save();
                  }
                }),
        writer(
            "forgets the labels",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    return s.save(k, value(), o.tags().isEmpty() ? o : SaveOptions.defaults());
                  }
                }),
        writer(
            "returns metadata of its own from commit",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    EntryMetadata m = super.save();
                    return o.equals(SaveOptions.defaults())
                        ? EntryMetadata.builder(m.size(), m.version(), m.savedAt().plusMillis(1))
                            .build()
                        : m;
                  }
                }),
        around(
            "opens an empty reader for a missing key",
            s -> new Faulty(s).onOpenRead(k -> s.openRead(k).or(() -> Optional.of(emptyReader())))),
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
                                        }))),
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
                }),
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
                }),
        around("goes on with the new value", s -> goingOn(s, false)),
        around("goes on with zeros after a delete", s -> goingOn(s, true)),
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

  /** What opens a wrong writer. */
  interface Opening {
    BlobWriter open(Storage storage, CacheKey key, SaveOptions options);
  }

  private static Fault writer(String what, Opening wrong) {
    return around(what, s -> new Faulty(s).onOpenWrite((k, o) -> guarded(s, k, o, wrong)));
  }

  /** Lets the right storage refuse what it must, before the wrong writer begins. */
  private static BlobWriter guarded(Storage s, CacheKey key, SaveOptions options, Opening wrong) {
    s.openWrite(key, options).close();
    return wrong.open(s, key, options);
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
