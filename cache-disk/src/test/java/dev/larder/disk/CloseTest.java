package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process's work on a store, while calls are under way. */
@Timeout(300)
final class CloseTest {

  private static final Set<Thread.State> STANDING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TERMINATED);

  @TempDir Path root;
  private final FaultyMedium medium = new FaultyMedium();
  private Engine engine;

  @BeforeEach
  void open() throws IOException {
    engine = OpenStores.acquire(Stores.config(root, new FakeClock()).build(), medium);
  }

  /** Returns why it was not done; null if it was. */
  private static @Nullable IOException append(Appender to) {
    Appending appending = new Appending(List.of(record()));
    to.append(appending);
    return appending.failure();
  }

  private static RecordBytes record() {
    return RecordBytes.tombstone(KeyBytes.of(Stores.key("a")), 1, 1);
  }

  /** Returns a close that has come as far as it can without this thread. */
  private FutureTask<Boolean> closing() {
    FutureTask<Boolean> close =
        new FutureTask<>(
            () -> {
              OpenStores.release(engine);
              return true;
            });
    Thread thread = new Thread(close, "closing");
    thread.start();
    while (!STANDING.contains(thread.getState())) {
      Thread.onSpinWait();
    }
    return close;
  }

  @Test
  void whoHoldsALock_isWaitedFor_andMayWrite() throws Exception {
    engine.locks.lock(7);
    FutureTask<Boolean> close = closing();
    assertThat(close.isDone()).isFalse();
    // In a segment of its own, which takes another lock.
    assertThat(append(engine.appender)).isNull();
    engine.locks.unlock(7);
    assertThat(close.get()).isTrue();
  }

  @Test
  void afterIt_nobodyGetsALock() throws IOException {
    OpenStores.release(engine);
    assertThatThrownBy(() -> engine.locks.lock(7)).isInstanceOf(Appender.ClosedException.class);
    assertThat(engine.locks.tryLock(7)).isFalse();
    assertThat(engine.store.control().owner(7)).isZero();
    assertThatThrownBy(() -> engine.maintenance.compactAll())
        .isInstanceOf(Appender.ClosedException.class);
  }

  @Test
  void whoWaitsForAnotherProcess_isToldThatItIsClosed() throws Exception {
    try (Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("stop " + Call.OPEN)).isEqualTo("will stop");
      assertThat(child.ask("save a value")).isEqualTo("stopped");
      CountDownLatch begun = new CountDownLatch(1);
      FutureTask<Code> waiting =
          new FutureTask<>(
              () -> {
                begun.countDown();
                try {
                  engine.locks.lock(KeyBytes.of(Stores.key("a")).stripe);
                  return null;
                } catch (IOException refused) {
                  CacheException told =
                      DiskFailure.describe("save", Stores.key("a"), root, refused);
                  return told.code();
                }
              });
      new Thread(waiting, "waiting").start();
      begun.await();
      OpenStores.release(engine);
      assertThat(waiting.get()).isEqualTo(Code.CLOSED);
    }
  }

  @Test
  void segmentThatCannotBeEnded_doesNotKeepTheOthersOpen() throws IOException {
    assertThat(append(engine.appender)).isNull();
    assertThat(append(engine.copies)).isNull();
    AtomicBoolean first = new AtomicBoolean(true);
    medium.failHere(
        (call, file) ->
            call == Call.RESIZE && first.getAndSet(false) ? "Input/output error" : null);
    assertThatThrownBy(() -> OpenStores.release(engine)).hasMessage("Input/output error");
    assertThat(append(engine.appender)).isInstanceOf(Appender.ClosedException.class);
    assertThat(append(engine.copies)).isInstanceOf(Appender.ClosedException.class);
    assertThat(unsealed()).isEmpty();
  }

  private List<Path> unsealed() throws IOException {
    List<Path> unsealed = new ArrayList<>();
    for (Path file : Bits.files(new Layout(root).segments())) {
      int number = Layout.segmentNumber(file);
      Segment segment = number < 0 ? null : Segment.map(new RealMedium(), file, number);
      if (segment != null && !segment.isSealed()) {
        unsealed.add(file);
      }
    }
    return unsealed;
  }
}
