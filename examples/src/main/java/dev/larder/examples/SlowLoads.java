package dev.larder.examples;

import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A layer of your own: tells of loads that took longer than a limit. Streams are left out. */
// region layer
final class SlowLoads extends ForwardingStorage {

  private final Storage inner;
  private final Duration limit;
  private final Consumer<String> log;

  SlowLoads(Storage inner, Duration limit, Consumer<String> log) {
    this.inner = inner;
    this.limit = limit;
    this.log = log;
  }

  @Override
  protected Storage delegate() {
    return inner;
  }

  @Override
  public Optional<Entry> load(CacheKey key) {
    return timed("load " + key, () -> inner.load(key));
  }

  @Override
  public Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys) {
    return timed("loadAll of " + keys.size(), () -> inner.loadAll(keys));
  }

  private <T> T timed(String what, Supplier<T> call) {
    long start = System.nanoTime();
    try {
      return call.get();
    } finally {
      if (System.nanoTime() - start > limit.toNanos()) {
        log.accept(what + " took longer than " + limit.toMillis() + " ms");
      }
    }
  }
}
// endregion
