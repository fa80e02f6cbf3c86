package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Measures the room that one contender takes on the disk, in a JVM of its own. */
final class DiskSpaceProbe {

  static final String FILLED = "filled";
  static final String PEAK = "peak";
  static final String MAPPED = "mapped";
  static final String RATE = "rate";

  /** 198 MB that are alive: room of a fixed size, such as that of a segment, is little of it. */
  static final DiskFill OVERWRITTEN = new DiskFill(4096, 48_000);

  private static final int TIMES = 10;
  private static final long PAUSE_NANOS = 50_000_000;
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern BLANKS = Pattern.compile(" +");

  private DiskSpaceProbe() {}

  static void filled(DiskContender who, Samples samples) throws IOException {
    for (DiskFill fill : new DiskFill[] {DiskFill.SMALL, DiskFill.MEDIUM}) {
      double bytes = DiskSpot.bytes(fill.of(who));
      samples.add(fill.sample(FILLED), bytes / fill.bytes());
    }
  }

  /** Fills a store and overwrites each value ten times, and looks at the room all the while. */
  static void overwritten(DiskContender who, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    Path directory = DiskSpot.empty("overwrite", who);
    DiskSpot.settle();
    try (DiskSubject<?> subject = who.open(directory, SyncPolicy.NONE)) {
      OVERWRITTEN.fill(subject);
      AtomicBoolean done = new AtomicBoolean();
      CompletableFuture<long[]> watch = CompletableFuture.supplyAsync(() -> watch(directory, done));
      long start = System.nanoTime();
      try {
        for (int i = 0; i < TIMES; i++) {
          OVERWRITTEN.fill(subject);
        }
      } finally {
        done.set(true);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      samples.add(OVERWRITTEN.sample(RATE), TIMES * OVERWRITTEN.count() / seconds);
      samples.add(OVERWRITTEN.sample(PEAK), (double) watch.get()[0] / OVERWRITTEN.bytes());
      samples.add(OVERWRITTEN.sample(MAPPED), (double) watch.get()[1] / OVERWRITTEN.bytes());
    }
    DiskSpot.delete(directory);
  }

  /** Returns the most that the directory took, and the most that removed files took meanwhile. */
  private static long[] watch(Path directory, AtomicBoolean done) {
    long[] most = new long[2];
    try {
      while (!done.get()) {
        most[0] = Math.max(most[0], DiskSpot.bytes(directory));
        most[1] = Math.max(most[1], mappedAndRemoved(directory));
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    return most;
  }

  /** Returns the room of files that are removed and still mapped; 0 where the system tells not. */
  private static long mappedAndRemoved(Path directory) throws IOException {
    if (!Files.exists(MAPS)) {
      return 0;
    }
    Predicate<String> removed =
        line -> line.contains(directory.toString()) && line.endsWith(" (deleted)");
    return Files.readString(MAPS)
        .lines()
        .filter(removed)
        .mapToLong(line -> size(BLANKS.split(line)[0]))
        .sum();
  }

  /** Returns the size of a range of two hexadecimal addresses. */
  static long size(String range) {
    int dash = range.indexOf('-');
    return Long.parseLong(range, dash + 1, range.length(), 16) - Long.parseLong(range, 0, dash, 16);
  }
}
