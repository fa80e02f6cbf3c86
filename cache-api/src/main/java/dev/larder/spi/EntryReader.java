package dev.larder.spi;

import dev.larder.storage.BlobReader;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads an entry that is already loaded. */
final class EntryReader extends BlobReader {

  private final Entry entry;
  private final InputStream bytes;

  EntryReader(Entry entry) {
    this.entry = entry;
    this.bytes = entry.value().openStream();
  }

  @Override
  public EntryMetadata metadata() {
    return entry.metadata();
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
    // The blob's memory goes with the last reference to it.
  }
}
