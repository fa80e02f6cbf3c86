package dev.larder.benchmarks;

import java.io.IOException;

/**
 * A store under measurement, open in a directory.
 *
 * <p>Keys are made outside the measured time, in the form that its users would hold.
 *
 * @param <K> what it is asked with
 */
interface DiskSubject<K> extends AutoCloseable {

  /** Returned by {@link #read} where there is no value. */
  int MISS = -1;

  /** Returns the key of that name. */
  K key(String name);

  /** Stores the value; it is as safe as was asked for once this returns. */
  void put(K key, byte[] value) throws IOException;

  /**
   * Copies the value into the array, so that all who are compared have read every byte of it, and
   * returns its length, or {@link #MISS}.
   */
  int read(K key, byte[] into) throws IOException;

  @Override
  void close() throws IOException;
}
