package dev.larder.testkit;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.EvictionCause;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a storage told, and throws afterwards when asked to. */
final class HeardEvents implements CacheListener {

  record Eviction(CacheKey key, EvictionCause cause) {}

  private final List<Eviction> evictions = new CopyOnWriteArrayList<>();
  private final List<CacheException> errors = new CopyOnWriteArrayList<>();
  private volatile boolean throwing;

  @Override
  public void onEviction(CacheKey key, EvictionCause cause) {
    evictions.add(new Eviction(key, cause));
    throwIfAsked();
  }

  @Override
  public void onError(CacheException failure) {
    errors.add(failure);
    throwIfAsked();
  }

  void throwFromNowOn() {
    throwing = true;
  }

  List<Eviction> evictions() {
    return List.copyOf(evictions);
  }

  long count(EvictionCause cause) {
    return evictions.stream().filter(e -> e.cause() == cause).count();
  }

  List<CacheException> errors() {
    return List.copyOf(errors);
  }

  private void throwIfAsked() {
    if (throwing) {
      throw new IllegalStateException("a listener that throws");
    }
  }
}
