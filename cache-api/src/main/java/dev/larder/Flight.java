package dev.larder;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One computation that several callers may wait for.
 *
 * <p>It belongs to whoever claims it first. A computation that was queued on an executor but has
 * not begun can be claimed by a thread that needs it now, so that nobody waits for a task that
 * waits for a free thread.
 */
final class Flight<V> {

  // Which flight a thread waits for, in any cache of the process: loaders may go through several
  // caches, and a circle among them shows only when all are looked at together.
  private static final Map<Thread, Flight<?>> WAITING = new ConcurrentHashMap<>();

  private final CacheKey key;
  private final CompletableFuture<V> result = new CompletableFuture<>();
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
  private final AtomicBoolean fresh = new AtomicBoolean(true);
  private boolean superseded;

  Flight(CacheKey key) {
    this.key = key;
  }

  /** Returns true to the first caller only: who made the flight has to see to its computation. */
  boolean isNew() {
    return fresh.getAndSet(false);
  }

  /** Returns whether the computation is now the calling thread's to do. */
  boolean claim() {
    fresh.set(false);
    return owner.compareAndSet(null, Thread.currentThread());
  }

  void land(V value) {
    result.complete(value);
  }

  void fail(Throwable failure) {
    result.completeExceptionally(failure);
  }

  /** Ends a flight that neither landed nor failed, so that nobody waits for ever. */
  void abandon() {
    if (!result.isDone()) {
      fail(new IllegalStateException("the computation of " + key + " ended without a result"));
    }
  }

  CompletableFuture<V> future() {
    return result.copy();
  }

  /** Waits for the result and returns it, or throws what the computation threw. */
  V await() {
    Thread self = Thread.currentThread();
    Flight<?> outer = WAITING.put(self, this);
    try {
      requireNoCircle(self);
      return result.get();
    } catch (InterruptedException interrupted) {
      self.interrupt();
      throw new CacheException(
          Code.CANCELLED, "getOrCompute", key, "interrupted while waiting", interrupted);
    } catch (ExecutionException failure) {
      throw rethrown(failure.getCause());
    } finally {
      if (outer == null) {
        WAITING.remove(self);
      } else {
        WAITING.put(self, outer);
      }
    }
  }

  // Each thread announces its wait before it looks, so of several threads that close a circle at
  // the
  // same moment at least one sees it.
  private void requireNoCircle(Thread self) {
    Thread next = owner.get();
    for (int hops = 0; next != null && hops < 1_000; hops++) {
      if (next == self) {
        throw new IllegalStateException(
            "getOrCompute "
                + key
                + ": this computation waits for itself; a loader must not ask for its own key, nor"
                + " for one whose loader asks for it");
      }
      Flight<?> awaited = WAITING.get(next);
      next = awaited == null ? null : awaited.owner.get();
    }
  }

  private RuntimeException rethrown(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("the computation of " + key + " failed", cause);
  }

  /** Does the work unless a newer value was put or the key was invalidated meanwhile. */
  synchronized void unlessSuperseded(Runnable work) {
    if (!superseded) {
      work.run();
    }
  }

  /** Makes sure that the result is not stored from now on. */
  synchronized void supersede() {
    superseded = true;
  }
}
