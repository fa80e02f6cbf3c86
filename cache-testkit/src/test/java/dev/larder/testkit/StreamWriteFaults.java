package dev.larder.testkit;

import static dev.larder.testkit.Fault.around;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Faults of the streams that are written. */
final class StreamWriteFaults {

  private StreamWriteFaults() {}

  static List<Fault> all() {
    return Stream.of(openStreams(), pieces(), ended(), options(), commits())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Fault> openStreams() {
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
                }));
  }

  private static List<Fault> pieces() {
    return List.of(
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
            "refuses an empty value",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    return s.save(k, size() == 0 ? ContractGroup.noise(1) : value(), o);
                  }
                }));
  }

  private static List<Fault> ended() {
    return List.of(
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
                }));
  }

  private static List<Fault> options() {
    return List.of(
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
            "forgets the labels",
            (s, k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  EntryMetadata save() {
                    return s.save(k, value(), o.tags().isEmpty() ? o : SaveOptions.defaults());
                  }
                }));
  }

  private static List<Fault> commits() {
    return List.of(
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
}
