package dev.larder.storage;

import java.io.InputStream;

/**
 * A stored value on its way out, piece by piece, with its metadata.
 *
 * <p>It reads one version of the entry from its beginning to its end, whatever happens to the entry
 * meanwhile, or fails with {@link CacheException}; it never mixes two. For one thread. Close it.
 */
public abstract class BlobReader extends InputStream {

  /** For storages. */
  protected BlobReader() {}

  /** Returns what is known about the value that this reads. */
  public abstract EntryMetadata metadata();

  @Override
  public abstract int read();

  @Override
  public final int read(byte[] bytes) {
    return read(bytes, 0, bytes.length);
  }

  @Override
  public abstract int read(byte[] bytes, int offset, int length);

  /** Ends the reading. Idempotent; never throws. */
  @Override
  public abstract void close();
}
