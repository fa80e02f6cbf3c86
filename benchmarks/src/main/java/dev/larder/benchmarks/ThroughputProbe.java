package dev.larder.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Measures how long the operations of one contender take, in a JVM of its own. */
final class ThroughputProbe {

  private static final int KEYS = 100_000;
  private static final int ROOM = 2 * KEYS;
  private static final int EVICTING_KEYS = 4 * KEYS;

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final Contender contender;
  private final Form form;
  private final Samples samples;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  private ThroughputProbe(Contender contender, Form form, Samples samples) {
    this.contender = contender;
    this.form = form;
    this.samples = samples;
  }

  static void run(Contender contender, Form form, Samples samples)
      throws InterruptedException, ExecutionException {
    ThroughputProbe probe = new ThroughputProbe(contender, form, samples);
    try {
      for (int size : Workload.SIZES) {
        probe.measure(size);
      }
    } finally {
      probe.threads.shutdownNow();
    }
  }

  private void measure(int size) throws InterruptedException, ExecutionException {
    try (Deck<?, ?> deck = new Deck<>(contender.open(ROOM), KEYS, size)) {
      // The code is compiled before the first workload, not during it.
      long start = size == Workload.SIZES[0] ? form.startMillis : 2 * form.warmUpMillis;
      slice(deck, new Workload(Workload.Access.MIX, size, 1), start);
      for (Workload workload : Workload.of(size, false)) {
        measure(deck, workload);
      }
    }
    if (contender.evicts() && size == Workload.SIZES[0]) {
      try (Deck<?, ?> deck = new Deck<>(contender.open(KEYS), EVICTING_KEYS, size)) {
        // What a miss and an eviction do has not run yet, and compiling it takes longer than the
        // measurement.
        slice(deck, new Workload(Workload.Access.EVICT, size, 2), form.startMillis);
        for (Workload workload : Workload.of(size, true)) {
          if (workload.access() == Workload.Access.EVICT) {
            measure(deck, workload);
          }
        }
      }
    }
  }

  private void measure(Deck<?, ?> deck, Workload workload)
      throws InterruptedException, ExecutionException {
    // The code is warm; this is for the processor's caches.
    slice(deck, workload, form.warmUpMillis / 2);
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int i = 0; i < form.slices; i++) {
      Slice slice = slice(deck, workload, form.sliceMillis);
      wall.add((double) slice.nanos / slice.accesses);
      cpu.add((double) slice.cpuNanos / slice.accesses);
    }
    samples.add(workload.sample("wall"), Samples.Spread.of(wall).median());
    samples.add(workload.sample("cpu"), Samples.Spread.of(cpu).median());
  }

  private record Slice(long nanos, long cpuNanos, long accesses) {}

  private Slice slice(Deck<?, ?> deck, Workload workload, long millis)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(workload.threads());
    List<Callable<Slice>> tasks = new ArrayList<>();
    for (int i = 0; i < workload.threads(); i++) {
      int from = i * (Deck.TRACE / 2);
      tasks.add(
          () -> {
            start.await();
            return loop(deck, workload.access(), from, TimeUnit.MILLISECONDS.toNanos(millis));
          });
    }
    long cpu = PROCESS.getProcessCpuTime();
    long nanos = 0;
    long accesses = 0;
    for (Future<Slice> done : threads.invokeAll(tasks)) {
      nanos += done.get().nanos;
      accesses += done.get().accesses;
    }
    return new Slice(nanos, PROCESS.getProcessCpuTime() - cpu, accesses);
  }

  private static Slice loop(Deck<?, ?> deck, Workload.Access access, int from, long nanos) {
    long start = System.nanoTime();
    long accesses = 0;
    while (true) {
      deck.batch(access, (int) ((from + accesses) % Deck.TRACE));
      accesses += Deck.BATCH;
      long took = System.nanoTime() - start;
      if (took >= nanos) {
        return new Slice(took, 0, accesses);
      }
    }
  }
}
