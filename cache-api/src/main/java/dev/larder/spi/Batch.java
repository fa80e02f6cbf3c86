package dev.larder.spi;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Work on many keys that goes on when one of them fails, and reports each failure at the end. */
final class Batch<T> {

  private final String operation;
  private final Collection<T> items;
  private final Function<T, CacheKey> keyOf;

  Batch(String operation, Collection<T> items, Function<T, CacheKey> keyOf) {
    this.operation = operation;
    this.items = items;
    this.keyOf = keyOf;
  }

  /**
   * Does the work on each item and returns for how many it was true that there was an entry.
   *
   * @throws BatchException if it failed for some
   */
  int each(Predicate<T> work) {
    AtomicInteger done = new AtomicInteger();
    Map<CacheKey, CacheException> failures =
        failures(item -> done.addAndGet(work.test(item) ? 1 : 0));
    throwIfAny(failures, done.get());
    return done.get();
  }

  /** Does the work on each item and returns what failed. */
  Map<CacheKey, CacheException> failures(Consumer<T> work) {
    Map<CacheKey, CacheException> failures = new LinkedHashMap<>();
    for (T item : items) {
      try {
        work.accept(item);
      } catch (RuntimeException failure) {
        CacheKey key = keyOf.apply(item);
        failures.put(key, StorageEvents.describe(operation, key, failure));
      }
    }
    return failures;
  }

  void throwIfAny(Map<CacheKey, CacheException> failures, long done) {
    if (!failures.isEmpty()) {
      throw new BatchException(operation, failures, items.size(), done);
    }
  }
}
