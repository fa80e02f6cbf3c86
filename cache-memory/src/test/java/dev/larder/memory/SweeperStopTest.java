package dev.larder.memory;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stopping while a sweep is under way and cannot go on. */
final class SweeperStopTest {

  private static final Duration TTL = Duration.ofMillis(5);

  // The promise is 100 ms. A busy machine may let the caller wait for a processor after that, but
  // not each time; one that waited for the sweep, which ends only at the end of the test, would
  // wait for ever.
  private static final Duration PROMISE_AND_SCHEDULING = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 10;

  private final FakeClock clock = new FakeClock();

  /** Holds up the first thread that evicts. */
  private static final class Obstacle implements CacheListener {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch gone = new CountDownLatch(1);
    volatile Thread held;

    @Override
    public void onEviction(CacheKey key, EvictionCause cause) {
      held = Thread.currentThread();
      reached.countDown();
      boolean interrupted = false;
      while (gone.getCount() > 0) {
        try {
          gone.await();
        } catch (InterruptedException stubborn) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void stopTime_isThePromise() {
    assertThat(Sweeper.STOP_TIME).isEqualTo(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @EnumSource
  void stopSweeper_doesNotWaitForASweepUnderWay(EvictionPolicy policy) throws Exception {
    assertStopsAtOnce(policy, MemoryStorage::stopSweeper);
  }

  @ParameterizedTest
  @EnumSource
  void close_doesNotWaitForASweepUnderWay(EvictionPolicy policy) throws Exception {
    assertStopsAtOnce(policy, MemoryStorage::close);
  }

  private void assertStopsAtOnce(EvictionPolicy policy, Consumer<MemoryStorage> stop)
      throws Exception {
    Duration took = stopTime(policy, stop);
    for (int i = 1; i < ATTEMPTS && took.compareTo(PROMISE_AND_SCHEDULING) >= 0; i++) {
      took = stopTime(policy, stop);
    }
    assertThat(took).isLessThan(PROMISE_AND_SCHEDULING);
  }

  private Duration stopTime(EvictionPolicy policy, Consumer<MemoryStorage> stop) throws Exception {
    Obstacle obstacle = new Obstacle();
    Duration took;
    MemoryStorageConfig config =
        Opened.with(clock, policy).sweepInterval(Duration.ofMillis(1)).listener(obstacle).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      storage.save(Opened.key("a"), Blob.ofText("v"), SaveOptions.defaults().withTtl(TTL));
      clock.advance(TTL);
      assertThat(obstacle.reached.await(120, SECONDS)).as("the sweep began").isTrue();
      long start = System.nanoTime();
      stop.accept(storage);
      took = Duration.ofNanos(System.nanoTime() - start);
      assertThat(obstacle.held.isAlive()).as("the sweep is still under way").isTrue();
      assertThat(storage.isSweeperHealthy()).isTrue();
    } finally {
      obstacle.gone.countDown();
    }
    obstacle.held.join(120_000);
    assertThat(obstacle.held.isAlive()).as("the sweep was the thread's last").isFalse();
    assertThat(obstacle.held.getName()).isEqualTo("larder-sweeper-memory");
    return took;
  }
}
