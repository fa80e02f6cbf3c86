package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One entry under threads in any order, replaced on the condition that nobody was faster: nothing
 * that was added to it is lost, or counted twice.
 */
@Param(name = "number", gen = IntGen.class, conf = "1:9")
public final class ConditionalSaveLincheckTest {

  private static final AtomicLong KEYS = new AtomicLong();
  private static volatile DiskStorage storage;

  @TempDir(factory = MemoryDirectory.class)
  Path root;

  private final CacheKey key = Stores.key(KEYS.incrementAndGet());

  /** Returns what is there; 0 if there is nothing. */
  @Operation
  public int read() {
    return storage.load(key).map(ConditionalSaveLincheckTest::number).orElse(0);
  }

  private static int number(Entry entry) {
    return Integer.parseInt(entry.value().toText());
  }

  /** Adds to what is there if it is still the same by then, as often as it takes. */
  @Operation
  public int add(@Param(name = "number") int number) {
    while (true) {
      Optional<Entry> before = storage.load(key);
      SaveOptions options = SaveOptions.defaults();
      int sum = number + before.map(ConditionalSaveLincheckTest::number).orElse(0);
      boolean done =
          save(
              sum,
              before
                  .map(entry -> options.onlyIfVersion(entry.metadata().version()))
                  .orElseGet(options::onlyIfAbsent));
      if (done) {
        return sum;
      }
    }
  }

  @Operation
  public boolean claim(@Param(name = "number") int number) {
    return save(number, SaveOptions.defaults().onlyIfAbsent());
  }

  @Operation
  public void put(@Param(name = "number") int number) {
    save(number, SaveOptions.defaults());
  }

  @Operation
  public boolean delete() {
    return storage.delete(key);
  }

  private boolean save(int number, SaveOptions options) {
    try {
      storage.save(key, Blob.ofText(String.valueOf(number)), options);
      return true;
    } catch (CacheException refused) {
      if (refused.code() == Code.ALREADY_EXISTS || refused.code() == Code.VERSION_CONFLICT) {
        return false;
      }
      throw refused;
    }
  }

  /** What it must be like. */
  public static final class Expected {
    private int sum;

    public int read() {
      return sum;
    }

    public int add(int number) {
      sum += number;
      return sum;
    }

    public boolean claim(int number) {
      boolean free = sum == 0;
      sum = free ? number : sum;
      return free;
    }

    public void put(int number) {
      sum = number;
    }

    public boolean delete() {
      boolean there = sum != 0;
      sum = 0;
      return there;
    }
  }

  @Test
  void anyOrderOfThreads_isOneOfCallsMadeOneByOne() throws IOException {
    try (DiskStorage open =
        DiskStorage.open(DiskStorageConfig.builder(root).sync(SyncPolicy.NONE).build())) {
      storage = open;
      new StressOptions()
          .sequentialSpecification(Expected.class)
          .iterations(5)
          .invocationsPerIteration(300)
          .threads(2)
          .actorsPerThread(4)
          .check(ConditionalSaveLincheckTest.class);
    }
  }
}
