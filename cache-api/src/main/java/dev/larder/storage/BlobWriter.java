package dev.larder.storage;

import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * A value on its way into a storage, piece by piece. Nobody sees any of it before {@link #commit}.
 *
 * <p>{@link #close()} without {@code commit()} discards everything, so that try-with-resources
 * never publishes half a value:
 *
 * <pre>{@code
 * try (BlobWriter writer = storage.openWrite(key, SaveOptions.defaults())) {
 *   produce(writer);
 *   writer.commit();
 * }
 * }</pre>
 *
 * <p>For one thread. Methods throw {@link CacheException} instead of {@code IOException}. After a
 * failed write only {@code close()} is of use. Options count from the commit: the time to live
 * begins there and a condition is checked there.
 */
public abstract class BlobWriter extends OutputStream {

  /** For storages. */
  protected BlobWriter() {}

  /**
   * Appends one byte.
   *
   * @throws IllegalStateException after {@code commit} or {@code close}
   */
  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  /**
   * Appends all the bytes.
   *
   * @throws IllegalStateException after {@code commit} or {@code close}
   */
  @Override
  public final void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  /**
   * Appends a range of bytes, which are copied or written before it returns.
   *
   * @throws CacheException {@code TOO_LARGE} once the value exceeds the storage's limit
   * @throws IllegalStateException after {@code commit} or {@code close}
   */
  @Override
  public abstract void write(byte[] bytes, int offset, int length);

  /** Appends the remaining bytes of the buffer and moves its position to its limit. */
  public void write(ByteBuffer buffer) {
    if (buffer.hasArray()) {
      write(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
      buffer.position(buffer.limit());
      return;
    }
    byte[] piece = new byte[Math.min(buffer.remaining(), 8192)];
    while (buffer.hasRemaining()) {
      int length = Math.min(piece.length, buffer.remaining());
      buffer.get(piece, 0, length);
      write(piece, 0, length);
    }
  }

  /** Does nothing: there is no half-way visibility. */
  @Override
  public void flush() {}

  /**
   * Publishes the value in one step, as {@link Storage#save} does, and with its exceptions. When it
   * throws, nothing is published.
   *
   * @throws IllegalStateException if called twice, or after {@code close}
   */
  public abstract EntryMetadata commit();

  /** Discards what was written, unless it was committed. Idempotent; never throws. */
  @Override
  public abstract void close();
}
