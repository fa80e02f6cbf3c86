package dev.larder.spi;

import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import java.util.Objects;

/** Gives the failures of a provider's reader their operation and key. */
final class GuardedReader extends BlobReader {

  private final StorageEvents events;
  private final CacheKey key;
  private final BlobReader inner;
  private final ReaderState state;

  GuardedReader(StorageEvents events, CacheKey key, BlobReader inner) {
    this.events = events;
    this.key = key;
    this.inner = inner;
    this.state = new ReaderState(key);
  }

  @Override
  public EntryMetadata metadata() {
    return inner.metadata();
  }

  @Override
  public int read() {
    state.requireOpen();
    try {
      return inner.read();
    } catch (RuntimeException failure) {
      throw events.failed("read", key, failure);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    state.requireOpen();
    try {
      return inner.read(bytes, offset, length);
    } catch (RuntimeException failure) {
      throw events.failed("read", key, failure);
    }
  }

  @Override
  public void close() {
    if (state.close()) {
      inner.close();
    }
  }
}
