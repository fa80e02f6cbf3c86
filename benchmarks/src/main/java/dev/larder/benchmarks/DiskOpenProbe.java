package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures how long opening and the first get take, in a JVM of its own. */
final class DiskOpenProbe {

  /** In a JVM that has not opened any before. */
  static final String FIRST = "first";

  static final String AGAIN = "again";

  private static final int OPENS = 5;

  private DiskOpenProbe() {}

  static void few(DiskContender who, Samples samples) throws IOException {
    measure(who, DiskFill.SMALL, samples);
  }

  static void many(DiskContender who, Samples samples) throws IOException {
    measure(who, DiskFill.MANY, samples);
  }

  private static void measure(DiskContender who, DiskFill fill, Samples samples)
      throws IOException {
    Path directory = fill.of(who);
    double first = millis(who, directory, fill, 0);
    List<Double> again = new ArrayList<>();
    for (int i = 1; i <= OPENS; i++) {
      again.add(millis(who, directory, fill, i));
    }
    samples.add(fill.sample(FIRST), first);
    samples.add(fill.sample(AGAIN), Samples.Spread.of(again).median());
  }

  private static double millis(DiskContender who, Path directory, DiskFill fill, int number)
      throws IOException {
    byte[] value = new byte[fill.size()];
    long start = System.nanoTime();
    try (DiskSubject<?> subject = who.open(directory, SyncPolicy.NONE)) {
      get(subject, number, value);
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private static <K> void get(DiskSubject<K> subject, int number, byte[] value) throws IOException {
    K key = subject.key(DiskEntries.name(number));
    DiskEntries.require(number, value.length, value, subject.read(key, value));
  }
}
