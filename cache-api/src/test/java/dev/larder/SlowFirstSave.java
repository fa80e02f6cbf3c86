package dev.larder;

import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.util.concurrent.CountDownLatch;

/** Holds the first save until it is let go on. */
final class SlowFirstSave extends ForwardingStorage {

  private final Storage delegate;
  private final CountDownLatch saving;
  private final CountDownLatch goOn;

  SlowFirstSave(Storage delegate, CountDownLatch saving, CountDownLatch goOn) {
    this.delegate = delegate;
    this.saving = saving;
    this.goOn = goOn;
  }

  @Override
  protected Storage delegate() {
    return delegate;
  }

  @Override
  public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    if (saving.getCount() > 0) {
      saving.countDown();
      try {
        goOn.await();
      } catch (InterruptedException failure) {
        throw new AssertionError(failure);
      }
    }
    return delegate.save(key, value, options);
  }
}
