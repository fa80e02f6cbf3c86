package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.nio.file.Path;

/** One of many processes at work on a store; prints how many conditional saves it won. */
final class Worker {

  static final int ONCE = 400;
  static final int COUNTERS = 4;
  static final int INCREMENTS = 60;

  private final DiskStorage storage;

  private Worker(DiskStorage storage) {
    this.storage = storage;
  }

  public static void main(String[] arguments) {
    DiskStorageConfig config =
        DiskStorageConfig.builder(Path.of(arguments[0]))
            .sync(SyncPolicy.valueOf(arguments[1]))
            .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
            .build();
    try (DiskStorage storage = DiskStorage.open(config)) {
      Worker worker = new Worker(storage);
      int wins = 0;
      for (int i = 0; i < ONCE; i++) {
        wins += worker.saveOnce(i);
        if (i % (ONCE / INCREMENTS) == 0) {
          worker.increment(i / (ONCE / INCREMENTS) % COUNTERS);
        }
      }
      System.out.println(wins);
    }
  }

  static int incrementsOfEach() {
    int count = 0;
    for (int i = 0; i < ONCE; i++) {
      count += i % (ONCE / INCREMENTS) == 0 ? 1 : 0;
    }
    return count;
  }

  private int saveOnce(int i) {
    try {
      storage.save(
          Stores.key("once/" + i), Blob.ofText("of one"), SaveOptions.defaults().onlyIfAbsent());
      return 1;
    } catch (CacheException refused) {
      require(refused, Code.ALREADY_EXISTS);
      return 0;
    }
  }

  private void increment(int counter) {
    CacheKey key = Stores.key("counter/" + counter);
    while (true) {
      Entry now = storage.load(key).orElse(null);
      long value = now == null ? 0 : Long.parseLong(now.value().toText());
      SaveOptions options =
          now == null
              ? SaveOptions.defaults().onlyIfAbsent()
              : SaveOptions.defaults().onlyIfVersion(now.metadata().version());
      try {
        storage.save(key, Blob.ofText(Long.toString(value + 1)), options);
        return;
      } catch (CacheException refused) {
        require(refused, now == null ? Code.ALREADY_EXISTS : Code.VERSION_CONFLICT);
      }
    }
  }

  private static void require(CacheException refused, Code code) {
    if (refused.code() != code) {
      throw refused;
    }
  }
}
