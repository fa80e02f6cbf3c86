package dev.larder.spi;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

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

  /** Does the work on each item, then throws if some failed. */
  void each(Consumer<T> work) {
    throwIfAny(failures(work));
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

  void throwIfAny(Map<CacheKey, CacheException> failures) {
    if (!failures.isEmpty()) {
      throw new BatchException(operation, failures, items.size());
    }
  }
}
