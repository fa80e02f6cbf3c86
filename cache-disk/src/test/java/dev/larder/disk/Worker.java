package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * One of many processes at work on a store until their time is over; prints how many conditional
 * saves it won. Everything that it sees and that cannot be is an error.
 *
 * <p>Besides the store they share a board: what a process has saved it writes there once the save
 * has returned, so that the others know what a load that begins now must see.
 */
final class Worker {

  static final int COUNTERS = 4;
  private static final int PROCESSES = 64;
  private static final List<SyncPolicy> POLICIES = List.of(SyncPolicy.values());

  /** How many conditional saves of each kind were won. */
  record Wins(long once, long increments) {
    static Wins parse(String line) {
      String[] parts = line.split(" ");
      return new Wins(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
  }

  private final DiskStorage storage;
  private final Control board;
  private final int self;
  private final int others;
  private final Random random;
  private long once;
  private long increments;
  private long number;

  private Worker(DiskStorage storage, Control board, int self, int others) {
    this.storage = storage;
    this.board = board;
    this.self = self;
    this.others = others;
    this.random = new Random(self);
  }

  /** Root, board, number of this process, number of all, milliseconds. */
  public static void main(String[] arguments) throws IOException {
    int self = Integer.parseInt(arguments[2]);
    long time = Long.parseLong(arguments[4]) * 1_000_000;
    DiskStorageConfig config =
        DiskStorageConfig.builder(Path.of(arguments[0]))
            // Each kind beside the others: what a policy promises does not depend on who reads.
            .sync(POLICIES.get(self % POLICIES.size()))
            .segmentSize(4 * DiskStorageConfig.MIN_SEGMENT_SIZE)
            .largeValue(20_000)
            .build();
    Control board = Control.open(new RealMedium(), Path.of(arguments[1]));
    try (DiskStorage storage = DiskStorage.open(config)) {
      Worker worker = new Worker(storage, board, self, Integer.parseInt(arguments[3]));
      long begin = System.nanoTime();
      for (int i = 0; i == 0 || System.nanoTime() - begin < time; i++) {
        worker.step(i);
      }
      System.out.println(worker.once + " " + worker.increments);
    }
  }

  private void step(int i) {
    saveOnce(i);
    if (i % 4 == 0) {
      increment(random.nextInt(COUNTERS));
    }
    saveOwn();
    for (int look = 0; look < 8; look++) {
      readOther(random.nextInt(others));
    }
  }

  private void saveOnce(int i) {
    try {
      storage.save(
          Stores.key("once/" + i), Blob.ofText("of one"), SaveOptions.defaults().onlyIfAbsent());
      once++;
    } catch (CacheException refused) {
      require(refused, Code.ALREADY_EXISTS);
    }
  }

  private void increment(int counter) {
    CacheKey key = counter(counter);
    while (true) {
      Entry now = storage.load(key).orElse(null);
      long value = now == null ? 0 : Long.parseLong(now.value().toText());
      SaveOptions options =
          now == null
              ? SaveOptions.defaults().onlyIfAbsent()
              : SaveOptions.defaults().onlyIfVersion(now.metadata().version());
      try {
        storage.save(key, Blob.ofText(Long.toString(value + 1)), options);
        increments++;
        return;
      } catch (CacheException refused) {
        require(refused, now == null ? Code.ALREADY_EXISTS : Code.VERSION_CONFLICT);
      }
    }
  }

  static CacheKey counter(int counter) {
    return Stores.key("counter/" + counter);
  }

  static CacheKey own(int process) {
    return Stores.key("own/" + process);
  }

  /** Small, and at times large enough for a file of its own. */
  private void saveOwn() {
    number++;
    int size = number % 50 == 0 ? 30_000 : 16 + random.nextInt(2000);
    Blob value = Writer.value(self, number, size);
    storage.save(own(self), value, SaveOptions.defaults());
    board.set(boardAt(self), number);
  }

  /** Where on the board a process notes: anywhere behind the magic. */
  private static int boardAt(int process) {
    if (process >= PROCESSES) {
      throw new IllegalArgumentException("at most " + PROCESSES + " processes");
    }
    return 64 + 8 * process;
  }

  private void readOther(int other) {
    long returned = board.get(boardAt(other));
    Entry entry = storage.load(own(other)).orElse(null);
    long seen = entry == null ? 0 : Writer.number(entry);
    if (seen < returned || (entry != null && !isWhole(other, entry.value(), seen))) {
      throw new IllegalStateException(
          "saw " + seen + " of process " + other + ", which had saved " + returned);
    }
  }

  private static boolean isWhole(int other, Blob value, long number) {
    ByteBuffer bytes = value.buffer();
    return bytes.getInt(12) == value.size()
        && value.equals(Writer.value(other, number, value.size()));
  }

  private static void require(CacheException refused, Code code) {
    if (refused.code() != code) {
      throw refused;
    }
  }
}
