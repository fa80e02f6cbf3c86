package dev.larder.storage;

import java.io.InputStream;
import java.util.Objects;

/**
 * A stored value on its way out, piece by piece, with its metadata.
 *
 * <p>It reads one version of the entry from its beginning to its end, whatever happens to the entry
 * meanwhile, or fails with {@link CacheException}; it never mixes two. For one thread. Close it.
 */
public abstract class BlobReader extends InputStream {

  /** For storages. */
  protected BlobReader() {}

  /**
   * Returns a reader of a value that is at hand, on the heap or in a file. For storages.
   *
   * @param bytes the value; closing the reader closes it, and what that throws is dropped. A
   *     failure to read it is an {@link java.io.UncheckedIOException}, of which {@code
   *     AbstractStorage} makes what the contract says
   */
  public static BlobReader of(EntryMetadata metadata, InputStream bytes) {
    return new StreamReader(
        Objects.requireNonNull(metadata, "metadata"), Objects.requireNonNull(bytes, "bytes"));
  }

  /** Returns what is known about the value that this reads. */
  public abstract EntryMetadata metadata();

  /**
   * Returns the next byte, 0 to 255, or -1 at the end of the value.
   *
   * @throws IllegalStateException after {@code close}
   */
  @Override
  public abstract int read();

  /**
   * Reads as {@link #read(byte[], int, int)} does, into the whole array.
   *
   * @throws IllegalStateException after {@code close}
   */
  @Override
  public final int read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  /**
   * Reads some bytes, at least one, into a range of the array.
   *
   * @return how many; 0 if the range is empty, -1 at the end of the value
   * @throws IllegalStateException after {@code close}
   */
  @Override
  public abstract int read(byte[] bytes, int offset, int length);

  /** Ends the reading. Idempotent; never throws. */
  @Override
  public abstract void close();
}
