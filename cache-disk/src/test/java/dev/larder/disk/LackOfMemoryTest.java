package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * There is no memory at a bad moment: whoever is told of it has done nothing, and the rest goes on.
 */
final class LackOfMemoryTest {

  private static final long LONG = 300;
  private static final CacheKey KEY = Stores.key("a");
  private static final CacheKey OTHER = Stores.key("b");

  @TempDir Path root;
  private final FaultyMedium medium = new FaultyMedium();

  private DiskStorage open(SyncPolicy policy) {
    return DiskStorage.open(
        Stores.config(root, new FakeClock()).sync(policy).largeValue(1000).build(), medium);
  }

  private static void save(DiskStorage storage, CacheKey key, String value) {
    storage.save(key, Blob.ofText(value), SaveOptions.defaults());
  }

  private static String loaded(DiskStorage storage, CacheKey key) {
    return storage.load(key).map(Entry::value).map(Blob::toText).orElse("nothing");
  }

  /** Has one call meet it. */
  private void runOut(Call at) {
    AtomicBoolean first = new AtomicBoolean(true);
    medium.failHere(
        (call, file) -> {
          if (call == at && first.getAndSet(false)) {
            throw new OutOfMemoryError("none left");
          }
          return null;
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5000})
  void betweenSyncAndPublication_keepsTheOldValue(int length) throws IOException {
    try (DiskStorage storage = open(SyncPolicy.BATCH)) {
      save(storage, KEY, "old");
      runOut(Call.LOOK);
      assertThat(catchThrowable(() -> save(storage, KEY, "n".repeat(length))))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(loaded(storage, KEY)).isEqualTo("old");
      save(storage, OTHER, "published after it");
      assertThat(loaded(storage, KEY)).isEqualTo("old");
      assertThat(storage.verify(false).isOk()).isTrue();
      assertThat(Bits.files(new Layout(root).large())).isEmpty();
    }
    try (DiskStorage storage = open(SyncPolicy.BATCH)) {
      assertThat(loaded(storage, KEY)).isEqualTo("old");
      assertThat(loaded(storage, OTHER)).isEqualTo("published after it");
    }
  }

  /**
   * The record has taken place, but this process has no memory to note where it is: because a bit
   * of it is wrong by then, which takes a mapping.
   */
  @ParameterizedTest
  @ValueSource(ints = {10, 5000})
  void afterPublication_keepsTheNewValue(int length) throws IOException {
    Path segment = new Layout(root).segment(1);
    String value = "n".repeat(length);
    try (DiskStorage storage = open(SyncPolicy.BATCH)) {
      save(storage, KEY, "old");
      int end = Objects.requireNonNull(Segment.map(new RealMedium(), segment, 1)).published();
      medium.failHere(
          (call, file) -> {
            if (call == Call.LOOK) {
              flip(segment, end + RecordHead.SHORTEST);
            } else if (call == Call.MAP && file.equals(segment)) {
              throw new OutOfMemoryError("none left");
            }
            return null;
          });
      assertThat(catchThrowable(() -> save(storage, KEY, value)))
          .isInstanceOf(OutOfMemoryError.class);
      medium.heal();
      assertThat(loaded(storage, KEY)).isEqualTo(value);
      save(storage, OTHER, "published after it");
      assertThat(loaded(storage, KEY)).isEqualTo(value);
    }
    try (DiskStorage storage = open(SyncPolicy.BATCH)) {
      assertThat(loaded(storage, KEY)).isEqualTo(value);
    }
  }

  private static void flip(Path file, int at) {
    try {
      Bits.flip(file, 8L * at);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"WRITE", "FORCE", "LOOK"})
  void anyCallOfABatch_keepsAllOldValues(Call at) {
    List<CacheKey> keys = List.of(KEY, OTHER);
    try (DiskStorage storage = open(SyncPolicy.BATCH)) {
      save(storage, KEY, "old");
      save(storage, OTHER, "old");
      runOut(at);
      assertThat(catchThrowable(() -> storage.deleteAll(Set.copyOf(keys))))
          .isInstanceOf(OutOfMemoryError.class);
      save(storage, Stores.key("c"), "published after it");
      assertThat(keys).allSatisfy(key -> assertThat(loaded(storage, key)).isEqualTo("old"));
    }
  }

  /** One thread is in its sync; two more come, one of which writes for both. */
  @Test
  void writingForAnother_tellsBoth() throws Exception {
    Queue<Throwable> told = new ConcurrentLinkedQueue<>();
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch going = new CountDownLatch(1);
    try (DiskStorage storage = open(SyncPolicy.BATCH)) {
      save(storage, KEY, "old");
      medium.fail(
          (call, file) -> {
            if (call == Call.FORCE && going.getCount() > 0) {
              syncing.countDown();
              await(going);
            }
            return null;
          });
      Thread first = start(() -> save(storage, KEY, "new"));
      await(syncing);
      List<Thread> both =
          List.of(
              start(() -> told.add(catchThrowable(() -> save(storage, OTHER, "new")))),
              start(() -> told.add(catchThrowable(() -> save(storage, Stores.key("c"), "new")))));
      both.forEach(LackOfMemoryTest::awaitParked);
      AtomicBoolean published = new AtomicBoolean();
      medium.fail(
          (call, file) -> {
            // The first look is that of the first thread, for its own.
            if (call == Call.LOOK && !FaultyMedium.isMaintenance() && published.getAndSet(true)) {
              medium.heal();
              throw new OutOfMemoryError("none left");
            }
            return null;
          });
      going.countDown();
      for (Thread thread : List.of(first, both.get(0), both.get(1))) {
        thread.join(TimeUnit.SECONDS.toMillis(LONG));
        assertThat(thread.isAlive()).isFalse();
      }
      assertThat(loaded(storage, KEY)).isEqualTo("new");
      assertThat(loaded(storage, OTHER)).isEqualTo("nothing");
      assertThat(loaded(storage, Stores.key("c"))).isEqualTo("nothing");
    }
    assertThat(told)
        .extracting(Throwable::getMessage)
        .anySatisfy(message -> assertThat(message).isEqualTo("none left"))
        .anySatisfy(
            message ->
                assertThat(message)
                    .endsWith(
                        ": the directory "
                            + root
                            + " failed with java.io.IOException: the thread that wrote for several"
                            + " of them failed; look whether the directory is there and try"
                            + " again"));
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    return thread;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LONG, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException ended) {
      throw new IllegalStateException(ended);
    }
  }

  private static void awaitParked(Thread thread) {
    while (!(LockSupport.getBlocker(thread) instanceof Appender)) {
      Thread.onSpinWait();
    }
  }

  @Test
  @Timeout(LONG)
  void ofTheMaintenance_doesNotEndIt() {
    AtomicInteger met = new AtomicInteger();
    medium.fail(
        (call, file) -> {
          if (FaultyMedium.isMaintenance()) {
            met.incrementAndGet();
            throw new OutOfMemoryError("none left");
          }
          return null;
        });
    try (DiskStorage storage = open(SyncPolicy.NONE)) {
      // A segment that is full is something for it to do.
      for (int i = 0; met.get() < 2; i++) {
        save(storage, Stores.key(i % 2), "y".repeat(900));
        LockSupport.parkNanos(100_000);
      }
      medium.heal();
    }
  }
}
