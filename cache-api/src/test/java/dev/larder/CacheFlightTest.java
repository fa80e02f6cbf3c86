package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several threads see of one computation. */
@Timeout(300)
final class CacheFlightTest extends Flying {
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
            "getOrCompute ns/a: this computation waits for itself; a loader must not ask for its"
                + " own key, nor for one whose loader asks for it");
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

      assertThatThrownBy(() -> first.get())
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("waits for itself");
      assertThatThrownBy(() -> second.get()).hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void interruptedWaiter_isCancelledAndKeepsItsFlag() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<String> owner = threads.submit(() -> cache.getOrCompute("a", blocked(release)));
    underWay.await();
    Future<Boolean> waiter =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              assertThatExceptionOfType(CacheException.class)
                  .isThrownBy(() -> cache.getOrCompute("a", name -> "never"))
                  .withMessage(
                      "getOrCompute ns/a: interrupted while waiting for another thread's"
                          + " computation, which goes on; ask again if the value is still wanted")
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
    underWay.await();
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
  void completionExceptionOfALoader_reachesWaitersAsItIs() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CompletionException thrown = new CompletionException(new IOException("gone"));
    Function<String, String> failing =
        name -> {
          underWay.countDown();
          await(release);
          throw thrown;
        };
    Future<String> owner = threads.submit(() -> cache.getOrCompute("a", failing));
    underWay.await();
    Future<String> waiter = threads.submit(() -> cache.getOrCompute("a", failing));
    until(() -> cache.stats().misses() == 2);
    release.countDown();

    assertThatThrownBy(owner::get).hasCause(thrown);
    assertThatThrownBy(waiter::get).satisfies(e -> assertThat(e.getCause()).isSameAs(thrown));
  }

  @Test
  void recursionWithoutEnd_leavesNoKeyBehind() throws Exception {
    AtomicInteger depth = new AtomicInteger();
    Thread small = new Thread(null, () -> overflow(depth), "small", 256 << 10);
    small.start();
    small.join();

    assertThat(depth.get()).isPositive();
    for (int i = 0; i <= depth.get(); i++) {
      String name = "k" + i;
      assertThat(threads.submit(() -> cache.getOrCompute(name, n -> "fine")).get())
          .isEqualTo("fine");
    }
  }

  @Test
  void putThatHasReturned_isNotOverwrittenByAComputationBegunMeanwhile() throws Exception {
    CountDownLatch saving = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch computed = new CountDownLatch(1);
    Cache<String> slow = Cache.of(new SlowFirstSave(storage, saving, goOn), "ns", Codec.text());
    Future<?> put = threads.submit(() -> slow.put("a", "put"));
    saving.await();
    Future<String> computation =
        threads.submit(
            () ->
                slow.getOrCompute(
                    "a",
                    name -> {
                      underWay.countDown();
                      await(computed);
                      return "computed";
                    }));
    underWay.await();
    goOn.countDown();
    put.get();
    computed.countDown();

    assertThat(computation.get()).isEqualTo("computed");
    assertThat(slow.get("a")).hasValue("put");
  }

  private void overflow(AtomicInteger depth) {
    try {
      deeper(0, depth);
    } catch (StackOverflowError expected) {
      assertThat(cache.stats().loadFailures()).isNotNegative();
    }
  }

  private String deeper(int level, AtomicInteger depth) {
    depth.set(level);
    return cache.getOrCompute("k" + level, name -> deeper(level + 1, depth));
  }

  private static String meet(CyclicBarrier barrier) {
    try {
      barrier.await();
      return "";
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }
}
