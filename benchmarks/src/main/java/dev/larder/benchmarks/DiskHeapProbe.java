package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;

/** Measures how much heap an entry on disk takes, in a JVM of its own. */
final class DiskHeapProbe {

  static final DiskFill[] FILLS = {new DiskFill(100, 200_000), DiskFill.MANY};
  static final String HEAP = "heap";

  private DiskHeapProbe() {}

  static void run(DiskContender who, Samples samples) throws IOException {
    for (DiskFill fill : FILLS) {
      Path directory = DiskSpot.empty("heap", who);
      try (DiskSubject<?> subject = who.open(directory, SyncPolicy.NONE)) {
        long before = HeapProbe.used();
        fill.fill(subject);
        samples.add(fill.sample(HEAP), (double) (HeapProbe.used() - before) / fill.count());
      }
      DiskSpot.delete(directory);
    }
  }
}
