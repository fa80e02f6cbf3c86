package dev.larder.service;

import dev.larder.storage.BlobReader;
import dev.larder.storage.EntryMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads a value that has arrived as a whole, and was checked. */
final class SpoolReader extends BlobReader {

  private final Spool spool;
  private final InputStream bytes;
  private final EntryMetadata metadata;

  /**
   * Makes a reader that ends with its spool.
   *
   * @param bytes the value, which is in the spool
   */
  SpoolReader(Spool spool, InputStream bytes, EntryMetadata metadata) {
    this.spool = spool;
    this.bytes = bytes;
    this.metadata = metadata;
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
    spool.close();
  }
}
