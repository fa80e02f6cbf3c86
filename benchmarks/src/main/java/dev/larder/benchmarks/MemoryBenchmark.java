package dev.larder.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The accesses of {@link MemoryComparison} under JMH, for a closer look with its profilers. Choose
 * contenders and sizes with {@code -p}, the number of threads with {@code -t}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 3,
    jvmArgs = {"-Xms2g", "-Xmx2g", "-XX:+UseG1GC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
// JMH sets the parameters and calls the set-up.
@SuppressWarnings("NullAway.Init")
public class MemoryBenchmark {

  private static final int KEYS = 100_000;

  /** Who is measured. */
  @Param Contender contender;

  /** How many bytes a value has. */
  @Param({"100", "4096"})
  int size;

  private final AtomicInteger threads = new AtomicInteger();
  private Deck<?, ?> deck;

  /** Where in the trace a thread is. */
  @State(Scope.Thread)
  public static class Cursor {

    private int at;

    /** Lets each thread begin elsewhere. */
    @Setup
    public void begin(MemoryBenchmark benchmark) {
      at = benchmark.threads.getAndIncrement() * (Deck.TRACE / 2) % Deck.TRACE;
    }

    int next() {
      at = (at + Deck.BATCH) % Deck.TRACE;
      return at;
    }
  }

  /** Fills a cache that has room for all keys. */
  @Setup
  public void fill() {
    deck = new Deck<>(contender.open(2L * KEYS), KEYS, size);
  }

  /** Closes the cache. */
  @TearDown
  public void close() {
    deck.close();
  }

  /** Look-ups that hit. */
  @Benchmark
  @OperationsPerInvocation(Deck.BATCH)
  public void get(Cursor cursor) {
    deck.batch(Workload.Access.GET, cursor.next());
  }

  /** Overwrites. */
  @Benchmark
  @OperationsPerInvocation(Deck.BATCH)
  public void put(Cursor cursor) {
    deck.batch(Workload.Access.PUT, cursor.next());
  }

  /** Nine look-ups that hit, then one overwrite. */
  @Benchmark
  @OperationsPerInvocation(Deck.BATCH)
  public void mix(Cursor cursor) {
    deck.batch(Workload.Access.MIX, cursor.next());
  }
}
