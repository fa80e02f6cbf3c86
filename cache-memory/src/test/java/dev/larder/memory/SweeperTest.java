package dev.larder.memory;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sweeper's thread, stepped by hand: no test waits for time to pass. */
final class SweeperTest {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** Lets the thread wait until the test says go, and tells how long it was to wait. */
  private static final class Steps implements Sweeper.Pause {
    final BlockingQueue<Duration> asked = new LinkedBlockingQueue<>();
    final Semaphore go = new Semaphore(0);

    @Override
    public boolean await(CountDownLatch stop, Duration time) throws InterruptedException {
      asked.add(time);
      while (!go.tryAcquire(1, MILLISECONDS)) {
        if (stop.getCount() == 0) {
          return true;
        }
      }
      return stop.getCount() == 0;
    }

    Duration next() throws InterruptedException {
      Duration time = asked.poll(120, SECONDS);
      assertThat(time).as("the thread is waiting").isNotNull();
      return time;
    }
  }

  private final Steps steps = new Steps();
  private final AtomicLong removed = new AtomicLong(3);
  private volatile RuntimeException failure;
  private volatile Error fault;
  private final Sweeper sweeper = new Sweeper("test", INTERVAL, this::sweep, steps);

  private long sweep() {
    if (fault != null) {
      throw fault;
    }
    if (failure != null) {
      throw failure;
    }
    return removed.get();
  }

  /** Closing waits only briefly, and the next test looks for threads of the same name. */
  @AfterEach
  void stop() throws InterruptedException {
    List<Thread> left = threads("test");
    sweeper.close();
    for (Thread thread : left) {
      thread.join(120_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  private static List<Thread> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("larder-sweeper-" + name))
        .toList();
  }

  @Test
  void started_waitsOneIntervalBeforeEachSweep() throws Exception {
    sweeper.start();
    assertThat(steps.next()).isEqualTo(INTERVAL);
    assertThat(sweeper.stats().runs()).isZero();
    steps.go.release();
    assertThat(steps.next()).isEqualTo(INTERVAL);
    assertThat(sweeper.stats().runs()).isEqualTo(1);
    assertThat(sweeper.stats().removed()).isEqualTo(3);
    assertThat(sweeper.stats().errors()).isZero();
    assertThat(sweeper.stats().lastDuration()).isPositive();
  }

  @Test
  void startedTwice_isOneThread() throws Exception {
    assertThat(sweeper.start()).isTrue();
    assertThat(sweeper.start()).isTrue();
    steps.next();
    assertThat(threads("test")).hasSize(1).allMatch(Thread::isDaemon);
    assertThat(steps.asked).isEmpty();
  }

  @Test
  void failingSweep_isCountedAndTriedAgainLaterAndLater() throws Exception {
    failure = new IllegalStateException("a sweep that fails");
    sweeper.start();
    assertThat(steps.next()).isEqualTo(INTERVAL);
    for (int minutes : new int[] {2, 4, 8, 10, 10}) {
      steps.go.release();
      assertThat(steps.next()).isEqualTo(Duration.ofMinutes(minutes));
    }
    assertThat(sweeper.stats().errors()).isEqualTo(5);
    assertThat(sweeper.stats().runs()).isZero();
    assertThat(sweeper.isHealthy()).isTrue();
    failure = null;
    steps.go.release();
    assertThat(steps.next()).isEqualTo(INTERVAL);
    assertThat(sweeper.stats().runs()).isEqualTo(1);
  }

  @Test
  void threadKilledByAnError_isUnhealthyUntilStartedAgain() throws Exception {
    fault = new AssertionError("the end of a thread");
    sweeper.start();
    steps.next();
    Thread dying = threads("test").get(0);
    dying.setUncaughtExceptionHandler((thread, error) -> {});
    steps.go.release();
    dying.join(120_000);
    assertThat(sweeper.isHealthy()).isFalse();
    assertThat(sweeper.stats().errors()).isEqualTo(1);
    fault = null;
    assertThat(sweeper.start()).isTrue();
    steps.next();
    assertThat(sweeper.isHealthy()).isTrue();
  }

  @Test
  void interruptedThread_isUnhealthyUntilStartedAgain() throws Exception {
    sweeper.start();
    steps.next();
    Thread interrupted = threads("test").get(0);
    interrupted.interrupt();
    interrupted.join(120_000);
    assertThat(sweeper.isHealthy()).isFalse();
    sweeper.start();
    steps.next();
    assertThat(sweeper.isHealthy()).isTrue();
  }

  @Test
  void stoppedThread_endsLongBeforeItsIntervalAndCanBeStartedAgain() throws Exception {
    Sweeper real = new Sweeper("real", Duration.ofHours(1), this::sweep);
    for (int round = 0; round < 3; round++) {
      real.start();
      Thread woken = threads("real").get(0);
      real.stop();
      // Stopping waits only briefly, which may be too short for a thread on a busy machine.
      woken.join(120_000);
      assertThat(woken.isAlive()).isFalse();
      assertThat(real.isHealthy()).isTrue();
    }
    real.stop();
  }

  @Test
  void closed_startsNoThread() {
    sweeper.close();
    assertThat(sweeper.start()).isFalse();
    assertThat(threads("test")).isEmpty();
  }

  @Test
  void manualSweep_returnsItsOwnNumberOrThrows() {
    assertThat(sweeper.sweepNow()).isEqualTo(3);
    failure = new IllegalStateException("a sweep that fails");
    assertThatThrownBy(sweeper::sweepNow).isSameAs(failure);
    failure = null;
    removed.set(0);
    assertThat(sweeper.sweepNow()).isZero();
    assertThat(sweeper.stats().runs()).isEqualTo(2);
    assertThat(sweeper.stats().removed()).isEqualTo(3);
    assertThat(sweeper.stats().errors()).isEqualTo(1);
  }

  @Test
  void stoppedBySweepItself_doesNotWaitForItself() throws Exception {
    AtomicInteger sweeps = new AtomicInteger();
    Sweeper[] own = new Sweeper[1];
    own[0] =
        new Sweeper(
            "own",
            INTERVAL,
            () -> {
              own[0].stop();
              return sweeps.incrementAndGet();
            },
            steps);
    own[0].start();
    steps.next();
    Thread thread = threads("own").get(0);
    steps.go.release(2);
    thread.join(120_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(sweeps).hasValue(1);
  }
}
