package dev.larder.benchmarks;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.util.Optional;

/** A storage of Larder, asked directly. */
final class LarderSubject implements Subject<CacheKey, Blob> {

  static final Namespace NAMESPACE = Namespace.of("benchmark");

  private final Storage storage;
  private final SaveOptions options;

  LarderSubject(Storage storage, SaveOptions options) {
    this.storage = storage;
    this.options = options;
  }

  static CacheKey cacheKey(String name) {
    return CacheKey.of(NAMESPACE, MapSubject.copy(name));
  }

  @Override
  public CacheKey key(String name) {
    return cacheKey(name);
  }

  @Override
  public Blob value(byte[] bytes) {
    return Blob.wrap(bytes);
  }

  @Override
  public int read(CacheKey key) {
    Optional<Entry> entry = storage.load(key);
    return entry.isPresent() ? first(entry.get().value()) : MISS;
  }

  static int first(Blob value) {
    return value.byteAt(0) & 0xff;
  }

  @Override
  public void put(CacheKey key, Blob value) {
    storage.save(key, value, options);
  }

  @Override
  public void close() {
    storage.close();
  }
}
