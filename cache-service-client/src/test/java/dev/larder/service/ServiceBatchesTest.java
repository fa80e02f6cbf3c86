package dev.larder.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.storage.BatchException;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceBatchesTest {

  private static final int WIDTH = ServiceBatches.HELPERS + 1;

  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final ServiceBatches batches = new ServiceBatches(true);

  @AfterEach
  void close() throws InterruptedException {
    batches.close();
    threads.remove(Thread.currentThread());
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static List<CacheKey> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> CacheKey.of("n", "k" + i)).toList();
  }

  /** Work of a batch, which may wait. */
  private interface Work {
    String on(CacheKey key) throws InterruptedException;
  }

  private Map<CacheKey, String> each(ServiceBatches batches, List<CacheKey> keys, Work work) {
    return batches.each(
        "loadAll",
        keys,
        key -> key,
        key -> {
          threads.add(Thread.currentThread());
          try {
            return work.on(key);
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CacheException(Code.CANCELLED, "load", key, "interrupted");
          }
        });
  }

  @Test
  void parts_areDoneEightAtATimeAndComeInTheirOrder() {
    List<CacheKey> keys = keys(4 * WIDTH);
    CountDownLatch allAtWork = new CountDownLatch(WIDTH);
    AtomicInteger atWork = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Map<CacheKey, String> done =
        each(
            batches,
            keys,
            key -> {
              most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
              allAtWork.countDown();
              allAtWork.await();
              atWork.decrementAndGet();
              return key.name();
            });
    assertThat(most).hasValue(WIDTH);
    assertThat(done.keySet()).containsExactlyElementsOf(keys);
    assertThat(done).containsEntry(keys.get(5), "k5");
  }

  @Test
  void whatGivesNothing_isAbsent() {
    List<CacheKey> keys = keys(3);
    assertThat(each(batches, keys, key -> key.name().equals("k1") ? null : "x"))
        .containsOnlyKeys(keys.get(0), keys.get(2));
    assertThat(each(batches, List.of(), CacheKey::name)).isEmpty();
  }

  @Test
  void failures_areThoseOfTheirKeys() {
    List<CacheKey> keys = keys(20);
    Set<CacheKey> done = ConcurrentHashMap.newKeySet();
    Work work =
        key -> {
          done.add(key);
          if (key.name().equals("k3")) {
            throw new CacheException(Code.TIMEOUT, "load", key, "late");
          }
          if (key.name().equals("k7")) {
            throw new IllegalStateException("odd");
          }
          return key.name().equals("k9") ? null : "x";
        };
    BatchException failure =
        catchThrowableOfType(BatchException.class, () -> each(batches, keys, work));
    assertThat(failure)
        .hasMessage(
            "loadAll: 2 of 20 keys failed {n/k3=TIMEOUT, n/k7=INTERNAL}; failures() tells the cause"
                + " of each");
    assertThat(failure.failures().get(keys.get(7)))
        .hasMessage("loadAll n/k7: unexpected java.lang.IllegalStateException: odd; see the cause");
    assertThat(done).containsAll(keys);
    assertThat(failure.done()).isEqualTo(17);
  }

  @Test
  void interruptOfTheCaller_endsAllThatIsUnderWay() {
    List<CacheKey> keys = keys(40);
    CountDownLatch allAtWork = new CountDownLatch(WIDTH);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger atWork = new AtomicInteger();
    Thread caller = Thread.currentThread();
    Work work =
        key -> {
          atWork.incrementAndGet();
          try {
            allAtWork.countDown();
            allAtWork.await();
            caller.interrupt();
            never.await();
            return "never";
          } finally {
            atWork.decrementAndGet();
          }
        };
    BatchException failure =
        catchThrowableOfType(BatchException.class, () -> each(batches, keys, work));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.code()).isEqualTo(Code.CANCELLED);
    assertThat(failure.failures()).containsOnlyKeys(keys);
    assertThat(atWork).hasValue(0);
    // The threads do other work as if nothing had been.
    assertThat(each(batches, keys, CacheKey::name)).hasSize(40);
  }

  @Test
  void threadThatEndsWithoutAWord_leavesAFailure() {
    Thread caller = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    // Threads of other tests may end by failures of theirs.
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          if (thread != caller && threads.contains(thread)) {
            ended.countDown();
          }
        });
    try {
      Work work =
          key -> {
            if (Thread.currentThread() != caller) {
              throw new AssertionError("the end of a helper");
            }
            ended.await();
            return "x";
          };
      BatchException failure =
          catchThrowableOfType(BatchException.class, () -> each(batches, keys(2), work));
      assertThat(failure.failures().values())
          .singleElement()
          .satisfies(
              undone ->
                  assertThat(undone.getMessage())
                      .matches(
                          "loadAll n/k[01]: the thread that was to do it ended before it had"));
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void allThreadsAtWork_anotherCallerDoesItAlone() throws InterruptedException {
    CountDownLatch allAtWork = new CountDownLatch(WIDTH);
    CountDownLatch end = new CountDownLatch(1);
    Work waiting =
        key -> {
          allAtWork.countDown();
          end.await();
          return "x";
        };
    Thread first = new Thread(() -> each(batches, keys(WIDTH), waiting));
    first.start();
    allAtWork.await();
    assertThat(each(batches, keys(20), key -> Thread.currentThread().getName()).values())
        .containsOnly(Thread.currentThread().getName());
    end.countDown();
    first.join();
  }

  @Test
  void callerThatEndsByAnError_waitsForTheOthers() {
    Thread caller = Thread.currentThread();
    CountDownLatch callerAtWork = new CountDownLatch(1);
    CountDownLatch otherAtWork = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    Work work =
        key -> {
          if (Thread.currentThread() == caller) {
            callerAtWork.countDown();
            otherAtWork.await();
            throw new AssertionError("the end of the caller");
          }
          // Or they have done all there is before it is the caller's turn.
          callerAtWork.await();
          begun.incrementAndGet();
          otherAtWork.countDown();
          ended.incrementAndGet();
          return "x";
        };
    assertThatThrownBy(() -> each(batches, keys(100_000), work))
        .isInstanceOf(AssertionError.class)
        .hasMessage("the end of the caller");
    int seen = begun.get();
    assertThat(ended).hasValue(seen);
    assertThat(seen).isLessThan(100_000);
  }

  @Test
  void inProcess_theCallerDoesAll() {
    try (ServiceBatches alone = new ServiceBatches(false)) {
      assertThat(each(alone, keys(20), CacheKey::name)).hasSize(20);
      assertThat(threads).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void closed_leavesTheCallerToDoIt() throws InterruptedException {
    assertThat(each(batches, keys(20), CacheKey::name)).hasSize(20);
    batches.close();
    for (Thread thread : threads) {
      if (thread != Thread.currentThread()) {
        thread.join();
      }
    }
    assertThat(each(batches, keys(20), key -> Thread.currentThread().getName()).values())
        .containsOnly(Thread.currentThread().getName());
  }
}
