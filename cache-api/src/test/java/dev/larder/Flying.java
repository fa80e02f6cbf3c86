package dev.larder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.spi.HeapStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;

/** A cache, threads, and ways to wait for each other. */
abstract class Flying {

  static final int THREADS = 16;

  final HeapStorage storage = new HeapStorage();
  final Cache<String> cache = Cache.of(storage, "ns", Codec.text());
  final ExecutorService threads = Executors.newCachedThreadPool();
  final CountDownLatch underWay = new CountDownLatch(1);

  /** One that ends later would be heard by the recordings of the tests that come next. */
  @AfterEach
  void stopThreads() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  <T> List<Future<T>> together(Callable<T> call) {
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

  /** Returns what computes once it is released, and begins by saying that it is under way. */
  Function<String, String> blocked(CountDownLatch release) {
    return name -> {
      underWay.countDown();
      await(release);
      return "value";
    };
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }

  static void until(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      LockSupport.parkNanos(100_000);
    }
  }
}
