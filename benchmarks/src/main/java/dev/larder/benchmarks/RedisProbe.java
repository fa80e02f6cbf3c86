package dev.larder.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** Measures single look-ups of Redis and of Larder in turns, in a JVM of its own. */
final class RedisProbe {

  static final String REDIS = "redis";
  static final String TIMER = "timer";
  static final List<Contender> OURS =
      List.of(Contender.TINYLFU, Contender.LRU, Contender.CACHE_BYTES);
  static final double[] PERCENTILES = {50, 95, 99};

  private static final int KEYS = 100_000;
  private static final int SIZE = 100;
  private static final long SEED = 20_261_121;

  private final int[] trace = Trace.zipf(KEYS, 1 << 20, SEED);

  private RedisProbe() {}

  static void run(Form form, Samples samples) {
    try (RedisServer server = RedisServer.start();
        Jedis jedis = new Jedis("127.0.0.1", server.port())) {
      RedisProbe probe = new RedisProbe();
      List<Lookup> lookups = new ArrayList<>();
      lookups.add(probe.timer());
      lookups.add(probe.redis(jedis));
      for (Contender contender : OURS) {
        lookups.add(probe.larder(contender.name(), contender.open(2L * KEYS)));
      }
      lookups.forEach(lookup -> lookup.run(form.lookupMillis));
      for (int round = 0; round < form.rounds; round++) {
        for (Lookup lookup : lookups) {
          lookup.nanos.reset();
          lookup.run(form.lookupMillis);
          lookup.addTo(samples);
        }
      }
    }
  }

  static String sample(String who, double percentile) {
    return "lookup/" + who + "/p" + percentile;
  }

  private Lookup timer() {
    return new Lookup(TIMER, trace, key -> 1);
  }

  private Lookup redis(Jedis jedis) {
    List<byte[]> keys = new ArrayList<>();
    byte[] value = new byte[SIZE];
    value[0] = 1;
    try (Pipeline pipeline = jedis.pipelined()) {
      for (int i = 0; i < KEYS; i++) {
        byte[] key = Trace.name(i).getBytes(StandardCharsets.US_ASCII);
        keys.add(key);
        pipeline.set(key, value);
      }
    }
    return new Lookup(REDIS, trace, key -> jedis.get(keys.get(key))[0]);
  }

  private <K, V> Lookup larder(String name, Subject<K, V> subject) {
    List<K> keys = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      byte[] value = new byte[SIZE];
      value[0] = 1;
      keys.add(subject.key(Trace.name(i)));
      subject.put(subject.key(Trace.name(i)), subject.value(value));
    }
    return new Lookup(name, trace, key -> subject.read(keys.get(key)));
  }

  /** Returns the first byte of the key's value. */
  private interface Read {
    int first(int key);
  }

  private static final class Lookup {

    private final String name;
    private final int[] trace;
    private final Read read;
    private final Histogram nanos = new Histogram(3);
    private int at;

    Lookup(String name, int[] trace, Read read) {
      this.name = name;
      this.trace = trace;
      this.read = read;
    }

    /** Looks keys up one after the other and takes the time of each, for that long. */
    void run(long millis) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      while (true) {
        int key = trace[at++ % trace.length];
        long start = System.nanoTime();
        int first = read.first(key);
        long done = System.nanoTime();
        nanos.recordValue(done - start);
        if (first != 1) {
          throw new IllegalStateException(name + " lost the value of " + Trace.name(key));
        }
        if (done - end >= 0) {
          return;
        }
      }
    }

    void addTo(Samples samples) {
      for (double percentile : PERCENTILES) {
        samples.add(sample(name, percentile), (double) nanos.getValueAtPercentile(percentile));
      }
    }
  }
}
