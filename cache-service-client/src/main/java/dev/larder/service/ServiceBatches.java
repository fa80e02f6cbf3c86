package dev.larder.service;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does the parts of a batch some at a time, each over a connection of its own: the service has no
 * route for many children, and most of what one takes is the way. All batches share the threads,
 * which end when there was none for a while. Thread-safe.
 */
final class ServiceBatches implements AutoCloseable {

  /** How many threads there are at most beside those of the callers. */
  static final int HELPERS = 7;

  private static final int IDLE_SECONDS = 5;

  private final int helpers;

  // Lends a thread at once or not at all: what waited for one would hold its batch with all values.
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          HELPERS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          ServiceBatches::thread);

  /**
   * Makes batches.
   *
   * @param parallel whether more than one thread is of use
   */
  ServiceBatches(boolean parallel) {
    helpers = parallel ? HELPERS : 0;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "larder-service-batch");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does the work on each item and returns what it gave, in the order of the items; nothing for
   * those for which it gave null.
   *
   * @param work throws only what is a failure of that one item
   * @throws BatchException if some failed; all others are done
   */
  <T, R> Map<CacheKey, R> each(
      String operation,
      Collection<T> items,
      Function<T, CacheKey> keyOf,
      Function<T, @Nullable R> work) {
    Map<CacheKey, Optional<R>> results = new ConcurrentHashMap<>();
    Map<CacheKey, CacheException> failures = new ConcurrentHashMap<>();
    List<T> list = List.copyOf(items);
    new ParallelBatch<>(
            list,
            item -> {
              CacheKey key = keyOf.apply(item);
              try {
                results.put(key, Optional.ofNullable(work.apply(item)));
              } catch (CacheException failure) {
                failures.put(key, failure);
              } catch (RuntimeException failure) {
                failures.put(key, unexpected(operation, key, failure));
              }
            })
        .run(threads, helpers);
    Map<CacheKey, R> ordered = new LinkedHashMap<>();
    for (T item : list) {
      CacheKey key = keyOf.apply(item);
      Optional<R> result = results.get(key);
      if (result != null) {
        result.ifPresent(present -> ordered.put(key, present));
      } else {
        failures.computeIfAbsent(key, undone -> undone(operation, undone));
      }
    }
    if (!failures.isEmpty()) {
      throw new BatchException(operation, failures, list.size(), ordered.size());
    }
    return ordered;
  }

  /** For what a thread left that ended without a word, for want of memory say. */
  private static CacheException undone(String operation, CacheKey key) {
    return new CacheException(
        Code.INTERNAL, operation, key, "the thread that was to do it ended before it had");
  }

  private static CacheException unexpected(String operation, CacheKey key, RuntimeException why) {
    return new CacheException(
        Code.INTERNAL, operation, key, "unexpected " + why + "; see the cause", why);
  }

  /** Ends the threads when they have done what they are at. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
