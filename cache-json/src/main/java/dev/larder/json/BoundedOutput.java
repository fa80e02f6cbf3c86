package dev.larder.json;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Collects bytes up to the limit. One write, which is what small documents are, costs one array.
 */
final class BoundedOutput extends OutputStream {

  private final JsonLimits limits;
  private byte[] bytes = new byte[0];
  private int size;

  BoundedOutput(JsonLimits limits) {
    this.limits = limits;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (length > limits.size() - size) {
      throw new StreamConstraintsException(limits.sizeExceeded());
    }
    int needed = size + length;
    if (needed > bytes.length) {
      long grown = size == 0 ? needed : Math.max(needed, 2L * size);
      bytes = Arrays.copyOf(bytes, (int) Math.min(limits.size(), grown));
    }
    System.arraycopy(source, offset, bytes, size, length);
    size = needed;
  }

  /** Returns the bytes, without unused room: a cache that counts bytes would not see it. */
  Blob toBlob() {
    return Blob.wrap(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
  }
}
