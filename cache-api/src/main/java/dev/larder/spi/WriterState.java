package dev.larder.spi;

import dev.larder.storage.CacheKey;

/**
 * The order of calls that a writer demands. A failed call leaves the writer fit for closing only.
 */
final class WriterState {

  private enum State {
    OPEN,
    FAILED,
    COMMITTED,
    CLOSED
  }

  private final CacheKey key;
  private State state = State.OPEN;

  WriterState(CacheKey key) {
    this.key = key;
  }

  /** Begins a call. Whatever is thrown before {@link #succeed} or {@link #commit} is a failure. */
  void begin(String operation) {
    if (state != State.OPEN) {
      throw new IllegalStateException(
          operation + " " + key + ": the writer is " + state + "; open another one");
    }
    state = State.FAILED;
  }

  void succeed() {
    state = State.OPEN;
  }

  void commit() {
    state = State.COMMITTED;
  }

  /** Returns true to the first caller. */
  boolean close() {
    boolean first = state != State.CLOSED;
    state = State.CLOSED;
    return first;
  }
}
