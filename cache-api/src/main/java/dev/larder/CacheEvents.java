package dev.larder;

import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The counters, the listener and the JFR events of one cache. */
final class CacheEvents {

  private static final System.Logger LOG = System.getLogger("dev.larder");

  private final CacheListener listener;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder loads = new LongAdder();
  private final LongAdder loadFailures = new LongAdder();
  private final LongAdder loadNanos = new LongAdder();
  private final LongAdder undecodable = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder invalidations = new LongAdder();
  private final LongAdder errors = new LongAdder();

  CacheEvents(CacheListener listener) {
    this.listener = listener;
  }

  CacheStats stats() {
    return new CacheStats(
        hits.sum(),
        misses.sum(),
        loads.sum(),
        loadFailures.sum(),
        Duration.ofNanos(loadNanos.sum()),
        undecodable.sum(),
        puts.sum(),
        invalidations.sum(),
        errors.sum());
  }

  void lookedUp(CacheKey key, boolean found) {
    (found ? hits : misses).increment();
    if (listener != CacheListener.NONE) {
      tell(found ? l -> l.onHit(key) : l -> l.onMiss(key));
    }
  }

  void put() {
    puts.increment();
  }

  void invalidated(long count) {
    invalidations.add(count);
  }

  void undecodable(CacheKey key, RuntimeException failure) {
    undecodable.increment();
    tell(l -> l.onUndecodable(key, failure));
  }

  /** A computed value could not be stored. */
  void storeFailure(CacheKey key, RuntimeException failure) {
    errors.increment();
    tell(l -> l.onStoreFailure(key, failure));
  }

  <V> V load(CacheKey key, Supplier<V> loader) {
    LoadEvent event = new LoadEvent();
    event.begin();
    long start = System.nanoTime();
    try {
      V value = loader.get();
      Duration took = took(start);
      loads.increment();
      tell(l -> l.onLoad(key, took));
      commit(event, key, true);
      return value;
    } catch (RuntimeException | Error failure) {
      Duration took = took(start);
      loadFailures.increment();
      tell(l -> l.onLoadFailure(key, took, failure));
      commit(event, key, false);
      throw failure;
    }
  }

  private Duration took(long start) {
    long nanos = System.nanoTime() - start;
    loadNanos.add(nanos);
    return Duration.ofNanos(nanos);
  }

  private static void commit(LoadEvent event, CacheKey key, boolean success) {
    event.end();
    if (event.shouldCommit()) {
      event.key = key.toString();
      event.success = success;
      event.commit();
    }
  }

  private void tell(Consumer<CacheListener> news) {
    try {
      news.accept(listener);
    } catch (RuntimeException fault) {
      LOG.log(System.Logger.Level.WARNING, "a CacheListener threw; it is called again", fault);
    }
  }
}
