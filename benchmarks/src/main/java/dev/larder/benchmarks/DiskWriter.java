package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What runs in a second process: it overwrites entries until its input ends. */
final class DiskWriter {

  private static final int CHUNK = 1_000;

  private DiskWriter() {}

  /** Writes as that contender, into that directory, with that policy. */
  public static void main(String... args) throws IOException {
    DiskContender who = DiskContender.valueOf(args[0]);
    CompletableFuture<Void> end = CompletableFuture.runAsync(DiskWriter::awaitEnd);
    try (DiskSubject<?> subject = who.open(Path.of(args[1]), SyncPolicy.valueOf(args[2]))) {
      System.out.println("ready");
      System.out.println(write(subject, end));
    }
  }

  private static void awaitEnd() {
    try {
      System.in.readAllBytes();
    } catch (IOException gone) {
      // The one who started this is not there any more, which is an end, too.
    }
  }

  /** Returns how many puts were made in a second. */
  private static <K> double write(DiskSubject<K> subject, CompletableFuture<Void> end)
      throws IOException {
    List<K> keys = new ArrayList<>();
    for (int i = 0; i < DiskFill.SMALL.count(); i++) {
      keys.add(subject.key(DiskEntries.name(i)));
    }
    long start = System.nanoTime();
    long count = 0;
    while (!end.isDone()) {
      for (int i = 0; i < CHUNK && !end.isDone(); i++) {
        int number = (int) Math.floorMod(DiskEntries.mix(count), (long) keys.size());
        subject.put(keys.get(number), DiskEntries.value(number, DiskFill.SMALL.size()));
        count++;
      }
    }
    return count * 1e9 / (System.nanoTime() - start);
  }
}
