package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Measures gets by one contender, in a JVM of its own, from a store that was opened anew. */
final class DiskGetProbe<K> {

  static final List<DiskFill> FILLS = List.of(DiskFill.SMALL, DiskFill.MEDIUM, DiskFill.LARGE);

  private static final int BATCH = 16;

  private final DiskSubject<K> subject;
  private final DiskFill fill;
  private final List<K> keys = new ArrayList<>();

  DiskGetProbe(DiskSubject<K> subject, DiskFill fill) {
    this.subject = subject;
    this.fill = fill;
    for (int i = 0; i < fill.count(); i++) {
      keys.add(subject.key(DiskEntries.name(i)));
    }
  }

  static void run(DiskContender who, Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    for (DiskFill fill : FILLS) {
      try (DiskSubject<?> subject = who.open(fill.of(who), SyncPolicy.NONE)) {
        new DiskGetProbe<>(subject, fill).measure(form, samples);
      }
    }
  }

  private void measure(Form form, Samples samples)
      throws IOException, InterruptedException, ExecutionException {
    readAll();
    perSecond(2, form.warmUpMillis);
    List<Double> one = new ArrayList<>();
    List<Double> two = new ArrayList<>();
    for (int slice = 0; slice < form.slices; slice++) {
      one.add(perSecond(1, 2 * form.sliceMillis));
      two.add(perSecond(2, 2 * form.sliceMillis));
    }
    samples.add(fill.sample("rate1"), Samples.Spread.of(one).median());
    samples.add(fill.sample("rate2"), Samples.Spread.of(two).median());
    Histogram nanos = timed(form.lookupMillis / 4);
    samples.add(fill.sample("p50"), (double) nanos.getValueAtPercentile(50));
    samples.add(fill.sample("p99"), (double) nanos.getValueAtPercentile(99));
  }

  /** Reads each value once, so that all of them are in memory. */
  private void readAll() throws IOException {
    byte[] value = new byte[fill.size()];
    for (int i = 0; i < fill.count(); i++) {
      read(i, value);
    }
  }

  private void read(int number, byte[] value) throws IOException {
    DiskEntries.require(number, fill.size(), value, subject.read(keys.get(number), value));
  }

  /** Returns how many gets of keys taken at random that many threads make in a second. */
  double perSecond(int threads, long millis) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Callable<Double>> tasks = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long seed = (long) thread << 32;
        tasks.add(
            () -> {
              start.await();
              return perSecond(seed, TimeUnit.MILLISECONDS.toNanos(millis));
            });
      }
      double sum = 0;
      for (Future<Double> task : pool.invokeAll(tasks)) {
        sum += task.get();
      }
      return sum;
    } finally {
      pool.shutdownNow();
    }
  }

  private double perSecond(long seed, long nanos) throws IOException {
    byte[] value = new byte[fill.size()];
    long start = System.nanoTime();
    long count = 0;
    while (true) {
      for (int i = 0; i < BATCH; i++) {
        read(random(seed + count), value);
        count++;
      }
      long took = System.nanoTime() - start;
      if (took >= nanos) {
        return count * 1e9 / took;
      }
    }
  }

  private int random(long number) {
    return (int) Math.floorMod(DiskEntries.mix(number), (long) fill.count());
  }

  private Histogram timed(long millis) throws IOException {
    Histogram nanos = new Histogram(3);
    byte[] value = new byte[fill.size()];
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long done = end - 1;
    for (long i = 0; done < end; i++) {
      int number = random(i);
      long start = System.nanoTime();
      read(number, value);
      done = System.nanoTime();
      nanos.recordValue(done - start);
    }
    return nanos;
  }
}
