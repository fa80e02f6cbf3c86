package dev.larder.spi;

import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import java.util.Objects;

/** Keeps the contract of a writer around a provider's own: order of calls, limits, counters. */
final class GuardedWriter extends BlobWriter {

  private enum State {
    OPEN,
    FAILED,
    COMMITTED,
    CLOSED
  }

  private final AbstractStorage storage;
  private final CacheKey key;
  private final BlobWriter inner;
  private State state = State.OPEN;
  private long size;

  GuardedWriter(AbstractStorage storage, CacheKey key, BlobWriter inner) {
    this.storage = storage;
    this.key = key;
    this.inner = inner;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireState("write");
    if (length == 0) {
      return;
    }
    try {
      storage.requireOpen("write", key);
      storage.rules().requireSize("write", key, size + length);
      inner.write(bytes, offset, length);
      size += length;
    } catch (RuntimeException failure) {
      state = State.FAILED;
      throw storage.events().failed("write", key, failure);
    }
  }

  @Override
  public EntryMetadata commit() {
    requireState("commit");
    SaveEvent event = new SaveEvent();
    event.begin();
    try {
      storage.requireOpen("commit", key);
      storage.rules().requireSize("commit", key, size);
      EntryMetadata metadata = inner.commit();
      state = State.COMMITTED;
      storage.events().saved(event, key, size);
      return metadata;
    } catch (RuntimeException failure) {
      state = State.FAILED;
      throw storage.events().failed("commit", key, failure);
    }
  }

  private void requireState(String operation) {
    if (state != State.OPEN) {
      throw new IllegalStateException(
          operation + " " + key + ": the writer is " + state + "; open another one");
    }
  }

  @Override
  public void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      inner.close();
    }
  }
}
