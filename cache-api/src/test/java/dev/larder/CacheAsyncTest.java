package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Computations on executors of all kinds. */
@Timeout(300)
final class CacheAsyncTest extends Flying {
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
    // A task that finds its work done counts when it runs, which may be after its future.
    until(() -> cache.stats().hits() + cache.stats().misses() == THREADS + 1);
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
        cache.getOrComputeAsync("a", n -> "never", CacheAsyncTest::refuse);
    assertThatThrownBy(refused::join).hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(cache.getOrCompute("a", n -> "fine")).isEqualTo("fine");
  }

  @Test
  void refusingExecutor_leavesTheComputationOfAnother() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<String> owner = threads.submit(() -> cache.getOrCompute("a", blocked(release)));
    underWay.await();
    CompletableFuture<String> refused =
        cache.getOrComputeAsync("a", n -> "never", CacheAsyncTest::refuse);
    Future<String> waiter = threads.submit(() -> cache.getOrCompute("a", n -> "never"));
    until(() -> cache.stats().misses() == 2);
    release.countDown();

    assertThatThrownBy(refused::join).hasCauseInstanceOf(RejectedExecutionException.class);
    assertThat(owner.get()).isEqualTo("value");
    assertThat(waiter.get()).isEqualTo("value");
  }

  @Test
  void taskDroppedByItsExecutor_doesNotBlockTheKey() throws Exception {
    CompletableFuture<String> dropped = cache.getOrComputeAsync("a", n -> "never", task -> {});
    CompletableFuture<String> next = cache.getOrComputeAsync("a", n -> "value", threads);

    assertThat(next.get()).isEqualTo("value");
    assertThat(dropped.get()).isEqualTo("value");
  }

  @Test
  void joinersOfAStoredValue_countAsHits() throws Exception {
    cache.put("a", "value");
    List<Runnable> queue = new ArrayList<>();
    List<CompletableFuture<String>> futures = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      futures.add(cache.getOrComputeAsync("a", n -> "never", queue::add));
    }
    queue.forEach(Runnable::run);

    assertThat(futures).allSatisfy(future -> assertThat(future.get()).isEqualTo("value"));
    assertThat(cache.stats().hits()).isEqualTo(5);
    assertThat(cache.stats().misses()).isZero();
  }

  @Test
  void cancelledFuture_leavesTheComputationAndItsOtherWaiters() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    CompletableFuture<String> one = cache.getOrComputeAsync("a", n -> "value", queue::add);
    CompletableFuture<String> two = cache.getOrComputeAsync("a", n -> "never", queue::add);
    one.cancel(true);
    queue.forEach(Runnable::run);

    assertThat(two.get()).isEqualTo("value");
    assertThat(one).isCancelled();
  }

  @Test
  void loaderThatAsksForItsOwnKeyAsynchronously_getsTheErrorOfTheSynchronousCall() {
    assertThatThrownBy(() -> cache.getOrCompute("a", n -> again("a"))).satisfies(this::isCircle);
    assertThatThrownBy(() -> cache.getOrComputeAsync("a", n -> again("a"), threads).join())
        .satisfies(this::isCircle);
    assertThat(cache.getOrCompute("a", n -> "fine")).isEqualTo("fine");
  }

  @Test
  void loaderWithinALoaderThatAsksForTheOuterKey_getsAClearError() {
    assertThatThrownBy(() -> cache.getOrCompute("a", n -> cache.getOrCompute("b", m -> again("a"))))
        .satisfies(this::isCircle);
    assertThatThrownBy(
            () ->
                cache
                    .getOrComputeAsync("a", n -> cache.getOrCompute("b", m -> again("a")), threads)
                    .join())
        .satisfies(this::isCircle);
  }

  @Test
  void loaderThatAsksForAnotherKeyAsynchronously_mayWaitForIt() {
    assertThat(cache.getOrCompute("a", n -> again("b") + " outer")).isEqualTo("inner outer");
  }

  @Test
  void whoFollowsTheFuture_mayAskForTheSameKey() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    CompletableFuture<String> followed =
        cache
            .getOrComputeAsync("a", n -> "value", queue::add)
            .thenCompose(value -> cache.getOrComputeAsync("a", n -> "never", threads));
    queue.get(0).run();
    assertThat(followed.get()).isEqualTo("value");
  }

  @Test
  void whoFollowsAFailure_mayTryAgain() throws Exception {
    List<Runnable> queue = new ArrayList<>();
    CompletableFuture<String> retried =
        cache
            .getOrComputeAsync("a", n -> String.valueOf(1 / n.indexOf(n)), queue::add)
            .exceptionallyCompose(failure -> cache.getOrComputeAsync("a", n -> "fine", threads));
    queue.get(0).run();
    assertThat(retried.get()).isEqualTo("fine");
  }

  private String again(String name) {
    return cache
        .getOrComputeAsync(name, n -> "inner", threads)
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private void isCircle(Throwable failure) {
    assertThat(failure)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "getOrCompute ns/a: this computation waits for itself; a loader must not ask for its"
                + " own key, nor for one whose loader asks for it");
  }

  private static void refuse(Runnable task) {
    throw new RejectedExecutionException("full");
  }
}
