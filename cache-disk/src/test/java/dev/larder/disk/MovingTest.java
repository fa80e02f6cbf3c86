package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that are looked for while compactions move them, all the time. */
final class MovingTest {

  private static final int THREADS = 3;
  private static final int KEYS = 12;
  private static final int MILLIS = 1_500;
  private static final int MILLIS_SOAK = 600_000;

  @TempDir(factory = MemoryDirectory.class)
  Path root;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final long seed = Seeds.next(this);

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void whateverIsDoneToThem_isDoneToTheNewest() throws Exception {
    int millis = Seeds.times("larder.millis", MILLIS, MILLIS_SOAK);
    DiskStorageConfig config =
        DiskStorageConfig.builder(root)
            .sync(SyncPolicy.NONE)
            .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
            .build();
    try (DiskStorage storage = DiskStorage.open(config)) {
      Future<Integer> compactions = threads.submit(() -> compact(storage));
      List<Future<Integer>> users = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        User user = new User(storage, i, new Random(seed + i));
        users.add(threads.submit(() -> user.run(TimeUnit.MILLISECONDS.toNanos(millis))));
      }
      int steps = 0;
      for (Future<Integer> user : users) {
        steps += user.get();
      }
      ended.set(true);
      System.out.println(steps + " steps, " + compactions.get() + " compactions");
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  private int compact(DiskStorage storage) {
    int count = 0;
    for (; !ended.get(); count++) {
      storage.compact();
    }
    return count;
  }

  /** A thread with keys of its own: it knows what each of them holds. */
  private static final class User {

    private final DiskStorage storage;
    private final int self;
    private final Random random;
    private final String[] values = new String[KEYS];

    User(DiskStorage storage, int self, Random random) {
      this.storage = storage;
      this.self = self;
      this.random = random;
    }

    int run(long nanos) {
      int steps = 0;
      for (long begin = System.nanoTime(); System.nanoTime() - begin < nanos; steps++) {
        step(random.nextInt(KEYS), steps);
      }
      return steps;
    }

    private void step(int i, int number) {
      CacheKey key = Stores.key(self + "/" + i);
      String value = number + "x".repeat(random.nextInt(300));
      switch (random.nextInt(8)) {
        case 0 -> {
          assertThat(storage.delete(key)).as("delete " + key).isEqualTo(values[i] != null);
          values[i] = null;
        }
        case 1 -> save(i, key, value, SaveOptions.defaults());
        case 2 -> saveOnItsCondition(i, key, value);
        default ->
            assertThat(storage.load(key).map(Entry::value).map(Blob::toText).orElse(null))
                .as("load " + key)
                .isEqualTo(values[i]);
      }
    }

    private void saveOnItsCondition(int i, CacheKey key, String value) {
      EntryMetadata now = storage.stat(key).orElse(null);
      assertThat(now != null).as("stat " + key).isEqualTo(values[i] != null);
      SaveOptions options = SaveOptions.defaults();
      save(
          i,
          key,
          value,
          now == null ? options.onlyIfAbsent() : options.onlyIfVersion(now.version()));
    }

    private void save(int i, CacheKey key, String value, SaveOptions options) {
      storage.save(key, Blob.ofText(value), options);
      values[i] = value;
    }
  }
}
