package dev.larder.memory;

import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the array behind a blob. A blob on the heap writes itself to a stream by handing it the
 * array that it stands on, and where it is all of that array, it can be kept as the array.
 */
final class WholeArray extends OutputStream {

  private final int size;
  private byte @Nullable [] found;

  private WholeArray(int size) {
    this.size = size;
  }

  /** Returns the bytes of the blob: its own array if it is all of one, else a copy. */
  static byte[] of(Blob blob) {
    if (blob.isDirect()) {
      return blob.toByteArray();
    }
    WholeArray array = new WholeArray(blob.size());
    try {
      blob.writeTo(array);
    } catch (IOException e) {
      throw new UncheckedIOException("this stream writes nothing that could fail", e);
    }
    return array.found != null ? array.found : blob.toByteArray();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (length == size && bytes.length == size) {
      found = bytes;
    }
  }

  @Override
  public void write(int value) {
    // A blob writes ranges; a single byte is no array to keep.
  }
}
