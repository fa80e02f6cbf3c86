package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A store that is filled once and then kept for all rounds.
 *
 * @param size how many bytes a value has
 * @param count how many entries there are
 */
record DiskFill(int size, int count) {

  static final DiskFill SMALL = new DiskFill(100, 100_000);
  static final DiskFill MEDIUM = new DiskFill(4096, 30_000);
  static final DiskFill LARGE = new DiskFill(DiskEntries.LARGEST, 200);
  static final DiskFill MANY = new DiskFill(100, 1_000_000);

  /** Returns the directory of the filled and closed store, which is filled unless it was before. */
  Path of(DiskContender who) throws IOException {
    Path done = DiskSpot.kept("filled", who).resolve(name() + ".done");
    Path directory = DiskSpot.kept("fill-" + name(), who);
    if (!Files.exists(done)) {
      DiskSpot.empty("fill-" + name(), who);
      try (DiskSubject<?> subject = who.open(directory, SyncPolicy.NONE)) {
        fill(subject);
      }
      Files.createFile(done);
      DiskSpot.settle();
    }
    return directory;
  }

  private String name() {
    return count + "x" + size;
  }

  /** Puts each value; the same values each time. */
  <K> void fill(DiskSubject<K> subject) throws IOException {
    for (int i = 0; i < count; i++) {
      subject.put(subject.key(DiskEntries.name(i)), DiskEntries.value(i, size));
    }
  }

  /** Returns how many bytes its keys and values have. */
  long bytes() {
    return (long) count * (DiskEntries.KEY_LENGTH + size);
  }

  /** Returns the name of what was measured on it. */
  String sample(String what) {
    return size + "/" + count + "/" + what;
  }
}
