package dev.larder.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the value from a stream, and ends with it. */
final class StreamReader extends BlobReader {

  private final EntryMetadata metadata;
  private final InputStream bytes;

  StreamReader(EntryMetadata metadata, InputStream bytes) {
    this.metadata = metadata;
    this.bytes = bytes;
  }

  @Override
  public EntryMetadata metadata() {
    return metadata;
  }

  @Override
  public int read() {
    try {
      return bytes.read();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    try {
      return bytes.read(target, offset, length);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      bytes.close();
    } catch (IOException nothingToGiveBack) {
      // The value was read, or is not wanted any more.
    }
  }
}
