package dev.larder.spi;

import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import java.util.Objects;

/** Keeps the contract of a writer around a provider's own: order of calls, limits, counters. */
final class GuardedWriter extends BlobWriter {

  private final AbstractStorage storage;
  private final CacheKey key;
  private final BlobWriter inner;
  private final WriterState state;
  private long size;

  GuardedWriter(AbstractStorage storage, CacheKey key, BlobWriter inner) {
    this.storage = storage;
    this.key = key;
    this.inner = inner;
    this.state = new WriterState(key);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    state.begin("write");
    try {
      storage.requireOpen("write", key);
      if (length > 0) {
        storage.rules().requireSize("write", key, size + length);
        inner.write(bytes, offset, length);
        size += length;
      }
      state.succeed();
    } catch (RuntimeException failure) {
      throw storage.events().failed("write", key, failure);
    }
  }

  @Override
  public EntryMetadata commit() {
    state.begin("commit");
    SaveEvent event = new SaveEvent();
    event.begin();
    try {
      storage.requireOpen("commit", key);
      storage.rules().requireSize("commit", key, size);
      EntryMetadata metadata = inner.commit();
      state.commit();
      storage.events().saved(event, key, size);
      return metadata;
    } catch (RuntimeException failure) {
      throw storage.events().failed("commit", key, failure);
    }
  }

  @Override
  public void close() {
    if (state.close()) {
      inner.close();
    }
  }
}
