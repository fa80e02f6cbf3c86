package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.spi.HeapStorage;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several threads see of one computation. */
@Timeout(60)
final class CacheFlightTest {

  private static final int THREADS = 16;

  private final HeapStorage storage = new HeapStorage();
  private final Cache<String> cache = Cache.of(storage, "ns", Codec.text());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private <T> List<Future<T>> together(Callable<T> call) {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      futures.add(
          threads.submit(
              () -> {
                start.await();
                return call.call();
              }));
    }
    return futures;
  }

  @Test
  void manyCallers_shareOneComputation() throws Exception {
    for (int round = 0; round < 200; round++) {
      AtomicInteger calls = new AtomicInteger();
      String name = "key" + round;
      for (Future<String> f :
          together(() -> cache.getOrCompute(name, n -> n + calls.incrementAndGet()))) {
        assertThat(f.get()).isEqualTo(name + "1");
      }
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void exception_reachesEveryWaiterAndTheNextCallTriesAgain() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    List<Future<String>> futures =
        together(
            () ->
                cache.getOrCompute(
                    "a",
                    name -> {
                      calls.incrementAndGet();
                      await(release);
                      throw new ArithmeticException("by zero");
                    }));
    until(() -> cache.stats().misses() == THREADS);
    release.countDown();

    for (Future<String> future : futures) {
      assertThatThrownBy(future::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(ArithmeticException.class);
    }
    assertThat(calls.get()).isLessThan(THREADS);
    assertThat(cache.getOrCompute("a", name -> "fine")).isEqualTo("fine");
  }

  @Test
  void loaderThatAsksForItsOwnKey_getsAClearError() {
    assertThatIllegalStateException()
        .isThrownBy(() -> cache.getOrCompute("a", n -> cache.getOrCompute("a", m -> "never") + "!"))
        .withMessage(
            "getOrCompute ns/a: this computation waits for itself; a loader must not ask for its own"
                + " key, nor for one whose loader asks for it");
    assertThat(cache.getOrCompute("a", n -> "fine")).isEqualTo("fine");
  }

  @Test
  void loadersThatAskForOtherKeys_mayNest() {
    assertThat(cache.getOrCompute("a", n -> cache.getOrCompute("b", m -> "inner") + " outer"))
        .isEqualTo("inner outer");
  }

  @Test
  void loadersThatWaitForEachOther_getAClearError() throws Exception {
    Cache<String> other = Cache.of(storage, "other", Codec.text());
    for (int round = 0; round < 50; round++) {
      CyclicBarrier both = new CyclicBarrier(2);
      String name = "k" + round;
      Future<String> first =
          threads.submit(
              () ->
                  cache.getOrCompute(
                      name, n -> meet(both) + other.getOrCompute(name, m -> "second")));
      Future<String> second =
          threads.submit(
              () ->
                  other.getOrCompute(
                      name, n -> meet(both) + cache.getOrCompute(name, m -> "first")));

      assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("waits for itself");
      assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void interruptedWaiter_isCancelledAndKeepsItsFlag() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<String> owner = threads.submit(() -> cache.getOrCompute("a", blocked(release)));
    until(() -> cache.stats().misses() == 1);
    Future<Boolean> waiter =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              assertThatExceptionOfType(CacheException.class)
                  .isThrownBy(() -> cache.getOrCompute("a", name -> "never"))
                  .withMessage("getOrCompute ns/a: interrupted while waiting")
                  .satisfies(e -> assertThat(e.code()).isEqualTo(Code.CANCELLED));
              return Thread.interrupted();
            });

    assertThat(waiter.get()).isTrue();
    release.countDown();
    assertThat(owner.get()).isEqualTo("value");
  }

  @Test
  void invalidatedDuringTheComputation_isNotStored() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<String> owner = threads.submit(() -> cache.getOrCompute("a", blocked(release)));
    until(() -> cache.stats().misses() == 1);
    until(() -> !cache.invalidate("a") && release.getCount() == 1);
    assertThat(cache.getOrCompute("a", name -> "new")).isEqualTo("new");
    release.countDown();

    assertThat(owner.get()).isEqualTo("value");
    assertThat(cache.get("a")).hasValue("new");
  }

  @Test
  void putDuringTheComputation_wins() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Function<String, String> slow =
        name -> {
          begun.countDown();
          await(release);
          return "old";
        };
    Future<String> owner = threads.submit(() -> cache.getOrCompute("a", slow));
    begun.await();
    cache.put("a", "new");
    release.countDown();

    assertThat(owner.get()).isEqualTo("old");
    assertThat(cache.get("a")).hasValue("new");
  }

  @Test
  void async_runsOnTheExecutorAndSharesComputations() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    List<Future<CompletableFuture<String>>> started =
        together(() -> cache.getOrComputeAsync("a", n -> n + calls.incrementAndGet(), threads));
    for (Future<CompletableFuture<String>> each : started) {
      assertThat(each.get().get()).isEqualTo("a1");
    }
    assertThat(cache.getOrComputeAsync("a", n -> "never", threads).get()).isEqualTo("a1");
    assertThat(calls).hasValue(1);
    assertThat(cache.stats().hits() + cache.stats().misses()).isEqualTo(THREADS + 1);
  }

  @Test
  void asyncFailure_completesTheFuture() {
    CompletableFuture<String> future =
        cache.getOrComputeAsync(
            "a",
            name -> {
              throw new ArithmeticException("by zero");
            },
            Runnable::run);
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ArithmeticException.class);
  }

  @Test
  void queuedComputation_isTakenOverByAThreadThatNeedsItNow() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    CompletableFuture<String> queued = cache.getOrComputeAsync("a", n -> "queued", queue::add);

    assertThat(cache.getOrCompute("a", n -> "now")).isEqualTo("now");
    assertThat(queued.get()).isEqualTo("now");
    queue.get(0).run();
    assertThat(cache.get("a")).hasValue("now");
  }

  @Test
  void refusingExecutor_failsTheFutureAndBlocksNobody() {
    CompletableFuture<String> refused =
        cache.getOrComputeAsync(
            "a",
            n -> "never",
            task -> {
              throw new RejectedExecutionException("full");
            });
    assertThatThrownBy(refused::join).hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(cache.getOrCompute("a", n -> "fine")).isEqualTo("fine");
  }

  @Test
  void cancelledFuture_leavesTheComputationAndItsOtherWaiters() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    CompletableFuture<String> one = cache.getOrComputeAsync("a", n -> "value", queue::add);
    CompletableFuture<String> two = cache.getOrComputeAsync("a", n -> "never", queue::add);
    one.cancel(true);
    queue.get(0).run();

    assertThat(two.get()).isEqualTo("value");
    assertThat(queue).hasSize(1);
  }

  private static Function<String, String> blocked(CountDownLatch release) {
    return name -> {
      await(release);
      return "value";
    };
  }

  private static String meet(CyclicBarrier barrier) {
    try {
      barrier.await();
      return "";
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      LockSupport.parkNanos(100_000);
    }
  }
}
