package dev.larder.memory;

import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.Storage;
import dev.larder.testkit.FakeClock;
import dev.larder.testkit.StorageSetup;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Ways to open a storage for a test. */
final class Opened {

  /** One eviction, as the listener heard of it. */
  record Eviction(String name, EvictionCause cause) {}

  /** Keeps what it hears. */
  static final class Heard implements CacheListener {
    final List<Eviction> evictions = new CopyOnWriteArrayList<>();

    @Override
    public void onEviction(CacheKey key, EvictionCause cause) {
      evictions.add(new Eviction(key.name(), cause));
    }
  }

  private Opened() {}

  static Storage of(StorageSetup setup, EvictionPolicy policy) {
    MemoryStorageConfig.Builder config = with(setup.clock(), policy).listener(setup.listener());
    setup.maxEntries().ifPresent(config::maxEntries);
    setup.maxValueSize().ifPresent(config::maxValueSize);
    return MemoryStorage.open(config.build());
  }

  static MemoryStorageConfig.Builder with(FakeClock clock, EvictionPolicy policy) {
    return MemoryStorageConfig.builder().clock(clock).ticker(clock.ticker()).eviction(policy);
  }

  static CacheKey key(Object name) {
    return CacheKey.of("t", String.valueOf(name));
  }
}
