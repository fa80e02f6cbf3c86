package dev.larder.spi;

import dev.larder.storage.CacheKey;

/** Whether a reader may still be read. */
final class ReaderState {

  private final CacheKey key;
  private boolean closed;

  ReaderState(CacheKey key) {
    this.key = key;
  }

  void requireOpen() {
    if (closed) {
      throw new IllegalStateException("read " + key + ": the reader is closed; open another one");
    }
  }

  /** Returns true to the first caller. */
  boolean close() {
    boolean first = !closed;
    closed = true;
    return first;
  }
}
