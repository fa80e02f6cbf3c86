package dev.larder;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One computation that several callers may wait for.
 *
 * <p>It belongs to whoever claims it first. A computation that was queued on an executor but has
 * not begun can be claimed by a thread that needs it now, so that nobody waits for a task that
 * waits for a free thread, or for one that its executor has dropped.
 */
final class Flight<V> {

  // Which flight a thread waits for, in any cache of the process: loaders may go through several
  // caches, and a circle among them shows only when all are looked at together.
  private static final Map<Thread, Flight<?>> WAITING = new ConcurrentHashMap<>();

  // The flights that a thread has claimed and not ended are a chain that begins here.
  private static final ThreadLocal<@Nullable Flight<?>> INNERMOST = new ThreadLocal<>();

  private final Flights<V> home;
  private final CacheKey key;
  private final CompletableFuture<V> result = new CompletableFuture<>();
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
  private final AtomicInteger queued = new AtomicInteger();
  // Not a monitor: storing may block, and must not pin a virtual thread.
  private final ReentrantLock storing = new ReentrantLock();
  private @Nullable Flight<?> outer;
  private boolean superseded;
  private volatile boolean found;
  private volatile @Nullable Throwable thrown;

  Flight(Flights<V> home, CacheKey key) {
    this.home = home;
    this.key = key;
  }

  /** Returns whether the computation is now the calling thread's to do, which then ends it. */
  boolean claim() {
    if (owner.get() != null) {
      return false;
    }
    Flight<?> enclosing = INNERMOST.get();
    INNERMOST.set(this);
    if (owner.compareAndSet(null, Thread.currentThread())) {
      outer = enclosing;
      return true;
    }
    makeInnermost(enclosing);
    return false;
  }

  /** Ends the flight for all who wait, whether it landed, failed, or got nowhere. */
  void end() {
    // A loader that used up the stack may have left flights behind that could not end themselves.
    Flight<?> left = INNERMOST.get();
    while (left != null && left != this) {
      left.leave();
      left = left.outer;
    }
    leave();
    makeInnermost(outer);
  }

  private void leave() {
    if (!result.isDone()) {
      fail(new IllegalStateException("the computation of " + key + " ended without a result"));
    }
  }

  private static void makeInnermost(@Nullable Flight<?> flight) {
    if (flight == null) {
      INNERMOST.remove();
    } else {
      INNERMOST.set(flight);
    }
  }

  // It leaves the cache before it tells anybody, so that who asks again gets a new computation.
  void land(V value, boolean wasFound) {
    found = wasFound;
    home.land(key, this);
    result.complete(value);
  }

  void fail(Throwable failure) {
    thrown = failure;
    home.land(key, this);
    result.completeExceptionally(failure);
  }

  /** Says that a task for this flight is about to be handed to an executor. */
  void queue() {
    queued.incrementAndGet();
  }

  /** Ends the flight if the task that was refused was its only one, and nobody has claimed it. */
  void refused(Throwable refusal) {
    if (queued.decrementAndGet() == 0 && claim()) {
      fail(refusal);
      end();
    }
  }

  /** Returns whether the calling thread is computing this, and so would wait for itself. */
  boolean isOfCaller() {
    return owner.get() == Thread.currentThread();
  }

  /** Returns the failure of whoever would wait for itself. */
  IllegalStateException circle() {
    return new IllegalStateException(
        "getOrCompute "
            + key
            + ": this computation waits for itself; a loader must not ask for its own key,"
            + " nor for one whose loader asks for it");
  }

  CompletableFuture<V> future() {
    return result.copy();
  }

  /** Tells, once the flight has ended, whether the value had been in the storage already. */
  void onEnd(Consumer<Boolean> wasFound) {
    CompletableFuture<V> unused = result.whenComplete((value, failure) -> wasFound.accept(found));
  }

  /** Waits for the result and returns it, or throws what the computation threw. */
  V await() {
    Thread self = Thread.currentThread();
    Flight<?> before = WAITING.put(self, this);
    try {
      requireNoCircle(self);
      return result.get();
    } catch (InterruptedException interrupted) {
      self.interrupt();
      throw new CacheException(
          Code.CANCELLED,
          "getOrCompute",
          key,
          "interrupted while waiting for another thread's computation, which goes on; ask again if"
              + " the value is still wanted",
          interrupted);
    } catch (ExecutionException failure) {
      throw rethrown(thrown);
    } finally {
      if (before == null) {
        WAITING.remove(self);
      } else {
        WAITING.put(self, before);
      }
    }
  }

  // Each thread announces its wait before it looks, so of several threads that close a circle at
  // the same moment at least one sees it. A flight that has landed keeps nobody waiting, though its
  // owner may be waiting for another one by now.
  private void requireNoCircle(Thread self) {
    List<Flight<?>> path = new ArrayList<>();
    Flight<?> flight = this;
    while (flight != null && path.size() < 1_000) {
      path.add(flight);
      Thread next = flight.owner.get();
      if (next == self) {
        if (path.stream().noneMatch(each -> each.result.isDone())) {
          throw circle();
        }
        return;
      }
      flight = next == null ? null : WAITING.get(next);
    }
  }

  private RuntimeException rethrown(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("the computation of " + key + " failed", failure);
  }

  /** Does the work unless a newer value was put or the key was invalidated meanwhile. */
  void unlessSuperseded(Runnable work) {
    storing.lock();
    try {
      if (!superseded) {
        work.run();
      }
    } finally {
      storing.unlock();
    }
  }

  /** Makes sure that the result is not stored from now on. */
  void supersede() {
    storing.lock();
    try {
      superseded = true;
    } finally {
      storing.unlock();
    }
  }
}
