package dev.larder.service.server;

import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageInfo;

/** A storage that lets something else happen before one of its calls. */
final class DisturbedStorage extends ForwardingStorage {

  private final Storage inner;
  private Runnable disturbance = () -> {};
  private int callsLeft = -1;

  DisturbedStorage(Storage inner) {
    this.inner = inner;
  }

  /** Has that done once, before the call after so many more of this thread. */
  void disturb(int calls, Runnable disturbance) {
    this.disturbance = disturbance;
    this.callsLeft = calls;
  }

  /** Returns whether what was to be done has been, and forgets it otherwise. */
  boolean wasDisturbed() {
    boolean was = callsLeft < 0;
    callsLeft = -1;
    return was;
  }

  @Override
  public StorageInfo info() {
    return inner.info();
  }

  @Override
  protected Storage delegate() {
    if (callsLeft >= 0 && --callsLeft < 0) {
      disturbance.run();
    }
    return inner;
  }
}
