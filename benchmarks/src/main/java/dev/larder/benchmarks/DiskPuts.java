package dev.larder.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Puts new keys into one store, each timed; keys and values are made while no time is taken. */
final class DiskPuts<K> {

  static final int SIZE = 100;

  private static final int CHUNK = 256;

  private final DiskSubject<K> subject;
  private final AtomicLong next = new AtomicLong();
  private final Queue<Long> done = new ConcurrentLinkedQueue<>();

  DiskPuts(DiskSubject<K> subject) {
    this.subject = subject;
  }

  /**
   * What some threads did.
   *
   * @param perSecond how many puts a second
   * @param nanos how long each took
   */
  record Run(double perSecond, Histogram nanos) {}

  /** Puts until that many milliseconds were spent with it. */
  Run run(int threads, long millis) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Run>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tasks.add(() -> one(TimeUnit.MILLISECONDS.toNanos(millis)));
      }
      Histogram nanos = new Histogram(3);
      double perSecond = 0;
      for (Future<Run> task : pool.invokeAll(tasks)) {
        perSecond += task.get().perSecond;
        nanos.add(task.get().nanos);
      }
      return new Run(perSecond, nanos);
    } finally {
      pool.shutdownNow();
    }
  }

  private Run one(long nanos) throws IOException {
    Histogram each = new Histogram(3);
    long spent = 0;
    long count = 0;
    List<K> keys = new ArrayList<>(CHUNK);
    List<byte[]> values = new ArrayList<>(CHUNK);
    while (spent < nanos) {
      keys.clear();
      values.clear();
      long first = next.getAndAdd(CHUNK);
      for (int i = 0; i < CHUNK; i++) {
        keys.add(subject.key(DiskEntries.name(first + i)));
        values.add(DiskEntries.value(first + i, SIZE));
      }
      for (int i = 0; i < CHUNK && spent < nanos; i++) {
        long start = System.nanoTime();
        subject.put(keys.get(i), values.get(i));
        long took = System.nanoTime() - start;
        each.recordValue(took);
        spent += took;
        count++;
        if (spent >= nanos || i == 0) {
          done.add(first + i);
        }
      }
    }
    return new Run(count * 1e9 / spent, each);
  }

  /** Reads back the first of each chunk and the last of each run. */
  void require() throws IOException {
    byte[] value = new byte[SIZE];
    for (long number : done) {
      K key = subject.key(DiskEntries.name(number));
      DiskEntries.require(number, SIZE, value, subject.read(key, value));
    }
  }
}
