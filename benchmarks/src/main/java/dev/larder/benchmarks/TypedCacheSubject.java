package dev.larder.benchmarks;

import dev.larder.Cache;
import dev.larder.Codec;
import dev.larder.storage.Blob;
import dev.larder.storage.Storage;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The typed cache over a storage of Larder. */
final class TypedCacheSubject<V> implements Subject<String, V> {

  private final Storage storage;
  private final Cache<V> cache;
  private final Function<byte[], V> valueOf;
  private final ToIntFunction<V> first;

  private TypedCacheSubject(
      Storage storage, Cache<V> cache, Function<byte[], V> valueOf, ToIntFunction<V> first) {
    this.storage = storage;
    this.cache = cache;
    this.valueOf = valueOf;
    this.first = first;
  }

  /** Returns the cache of arrays, which are copied in and out. */
  static TypedCacheSubject<byte[]> bytes(Storage storage) {
    return new TypedCacheSubject<>(
        storage, cache(storage, Codec.bytes()), bytes -> bytes, value -> value[0] & 0xff);
  }

  /** Returns the cache of blobs, which are handed through. */
  static TypedCacheSubject<Blob> blobs(Storage storage) {
    return new TypedCacheSubject<>(
        storage, cache(storage, Codec.blob()), Blob::wrap, LarderSubject::first);
  }

  private static <V> Cache<V> cache(Storage storage, Codec<V> codec) {
    return Cache.builder(storage, LarderSubject.NAMESPACE.value(), codec).ttl(TTL).build();
  }

  @Override
  public String key(String name) {
    return MapSubject.copy(name);
  }

  @Override
  public V value(byte[] bytes) {
    return valueOf.apply(bytes);
  }

  @Override
  public int read(String key) {
    Optional<V> value = cache.get(key);
    return value.isPresent() ? first.applyAsInt(value.get()) : MISS;
  }

  @Override
  public void put(String key, V value) {
    cache.put(key, value);
  }

  @Override
  public void close() {
    storage.close();
  }
}
