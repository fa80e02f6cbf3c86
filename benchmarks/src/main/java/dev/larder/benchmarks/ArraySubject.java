package dev.larder.benchmarks;

import org.jspecify.annotations.Nullable;

/** A cache that holds the arrays themselves. */
abstract class ArraySubject<K> implements Subject<K, byte[]> {

  abstract byte @Nullable [] find(K key);

  @Override
  public final byte[] value(byte[] bytes) {
    return bytes;
  }

  @Override
  public final int read(K key) {
    byte[] value = find(key);
    return value == null ? MISS : value[0] & 0xff;
  }
}
