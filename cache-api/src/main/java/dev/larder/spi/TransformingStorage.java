package dev.larder.spi;

import static java.util.Objects.requireNonNull;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.StorageInfo;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The base of layers that change bytes on their way, such as compression and encryption: two hooks
 * stand on every byte path, batches and streams included.
 *
 * <p>The hooks are streams, so that one implementation serves values of all sizes. {@link
 * EntryMetadata#size()} is the number of bytes that the inner storage keeps. Bytes that cannot be
 * turned back are {@code CORRUPT}.
 *
 * <p>{@link StorageInfo#maxValueSize()} holds for the values of callers as for the bytes inside:
 * what is larger is refused before it is changed, and stored bytes that decode to more are {@code
 * CORRUPT} and read no further than that. So are empty values refused where the inner storage takes
 * none. Of what the layer refuses itself, the listener of the inner storage does not hear.
 */
public abstract class TransformingStorage extends ForwardingStorage {

  /** For layers. */
  protected TransformingStorage() {}

  /**
   * Returns a stream that writes what it is given, changed, to {@code out}. Closing it finishes the
   * value; closing {@code out} is harmless.
   */
  protected abstract OutputStream encode(CacheKey key, OutputStream out) throws IOException;

  /**
   * Returns a stream of what {@link #encode} was given. It must fail with an {@link IOException} or
   * a runtime exception where the bytes are not what {@code encode} wrote.
   */
  protected abstract InputStream decode(CacheKey key, InputStream in) throws IOException;

  /** Returns the description of the inner storage, without {@code EXACT_SIZE}. */
  @Override
  public StorageInfo info() {
    StorageInfo inner = delegate().info();
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    capabilities.addAll(inner.capabilities());
    capabilities.remove(Capability.EXACT_SIZE);
    return inner.toBuilder().capabilities(capabilities).build();
  }

  @Override
  public final EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    requireNonNull(key, "key");
    requireNonNull(value, "value");
    requireNonNull(options, "options");
    return delegate().save(key, encoded("save", key, value), options);
  }

  @Override
  public final Optional<Entry> load(CacheKey key) {
    return delegate().load(key).map(entry -> decoded("load", key, entry));
  }

  @Override
  public final Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
    return new SaveBatch(requests)
        .save(
            r -> new SaveRequest(r.key(), encoded("saveAll", r.key(), r.value()), r.options()),
            delegate()::saveAll);
  }

  @Override
  public final Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys) {
    Map<CacheKey, Entry> decoded = new LinkedHashMap<>();
    Batch<Map.Entry<CacheKey, Entry>> batch =
        new Batch<>("loadAll", delegate().loadAll(keys).entrySet(), Map.Entry::getKey);
    batch.each(
        e -> {
          decoded.put(e.getKey(), decoded("loadAll", e.getKey(), e.getValue()));
          return true;
        });
    return decoded;
  }

  @Override
  public final BlobWriter openWrite(CacheKey key, SaveOptions options) {
    requireNonNull(key, "key");
    requireNonNull(options, "options");
    BlobWriter inner = delegate().openWrite(key, options);
    try {
      OutputStream encoding = encode(key, new Unclosable(inner));
      return new EncodingWriter(key, inner, encoding, new Rules(info()));
    } catch (IOException | RuntimeException failure) {
      inner.close();
      throw broken(Code.INTERNAL, "openWrite", key, failure);
    }
  }

  @Override
  public final Optional<BlobReader> openRead(CacheKey key) {
    return delegate().openRead(key).map(inner -> decodingReader(key, inner));
  }

  private BlobReader decodingReader(CacheKey key, BlobReader inner) {
    try {
      return new DecodingReader(key, inner, bounded("read", key, decode(key, inner)));
    } catch (IOException | RuntimeException failure) {
      inner.close();
      throw broken(Code.CORRUPT, "openRead", key, failure);
    }
  }

  private Blob encoded(String operation, CacheKey key, Blob value) {
    new Rules(info()).requireSize(operation, key, value.size());
    HeapBuffer buffer = new HeapBuffer();
    try (OutputStream out = encode(key, new Unclosable(buffer))) {
      value.writeTo(out);
    } catch (IOException | RuntimeException failure) {
      throw broken(Code.INTERNAL, operation, key, failure);
    }
    return buffer.toBlob();
  }

  private Entry decoded(String operation, CacheKey key, Entry entry) {
    HeapBuffer buffer = new HeapBuffer();
    try (InputStream in = bounded(operation, key, decode(key, entry.value().openStream()))) {
      in.transferTo(buffer);
    } catch (IOException | RuntimeException failure) {
      throw broken(Code.CORRUPT, operation, key, failure);
    }
    return Entry.of(buffer.toBlob(), entry.metadata());
  }

  private InputStream bounded(String operation, CacheKey key, InputStream decoding) {
    return new BoundedInput(operation, key, decoding, info());
  }

  static void closeQuietly(Closeable stream) {
    try {
      stream.close();
    } catch (IOException | RuntimeException ignored) {
      // The value was discarded, or was read as far as anybody wanted.
    }
  }

  static CacheException broken(Code code, String operation, CacheKey key, Exception failure) {
    if (failure instanceof CacheException known) {
      return known.during(operation, key);
    }
    String what =
        code == Code.CORRUPT
            ? "the stored bytes cannot be turned back; delete the entry or check the layer's key"
            : "the value cannot be turned into stored bytes; see the cause";
    return new CacheException(code, operation, key, what, failure);
  }
}
