package dev.larder.storage;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A stream over a buffer that nobody else moves. */
final class ByteBufferInputStream extends InputStream {

  private final ByteBuffer buffer;

  ByteBufferInputStream(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  @Override
  public int read() {
    return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    int count = Math.min(length, buffer.remaining());
    if (count == 0) {
      return -1;
    }
    buffer.get(bytes, offset, count);
    return count;
  }

  @Override
  public long skip(long count) {
    int skipped = (int) Math.max(0, Math.min(count, buffer.remaining()));
    buffer.position(buffer.position() + skipped);
    return skipped;
  }

  @Override
  public int available() {
    return buffer.remaining();
  }
}
