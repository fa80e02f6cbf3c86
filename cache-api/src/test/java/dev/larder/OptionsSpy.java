package dev.larder;

import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.util.List;

/** Notes the options of every save, and saves without them. */
final class OptionsSpy extends ForwardingStorage {

  private final Storage delegate;
  private final List<SaveOptions> seen;

  OptionsSpy(Storage delegate, List<SaveOptions> seen) {
    this.delegate = delegate;
    this.seen = seen;
  }

  @Override
  protected Storage delegate() {
    return delegate;
  }

  @Override
  public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    seen.add(options);
    return delegate.save(key, value, SaveOptions.defaults());
  }
}
