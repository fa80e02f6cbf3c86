package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.memory.Opened.Heard;
import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is given up, and at what price. */
final class EvictionTest {

  private static final SaveOptions PLAIN = SaveOptions.defaults();
  private static final Blob VALUE = Blob.ofText("v");

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Heard heard = new Heard();

  private MemoryStorageConfig.Builder config(EvictionPolicy policy) {
    return MemoryStorageConfig.builder().eviction(policy).listener(heard);
  }

  /** A scan per insertion would take minutes here. */
  @ParameterizedTest
  @EnumSource
  void fullTable_insertsWithoutScanning(EvictionPolicy policy) {
    MemoryStorageConfig config =
        MemoryStorageConfig.builder().eviction(policy).maxEntries(100_000).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      SaveOptions passing = PLAIN.withTtl(Duration.ofHours(1));
      // Of the processor, which a busy machine gives to others meanwhile.
      long begin = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < 250_000; i++) {
        storage.save(key(i), VALUE, passing);
        if (i % 100 == 0) {
          assertThat(Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - begin))
              .isLessThan(Duration.ofSeconds(30));
        }
      }
      assertThat(storage.stats().entries()).hasValue(100_000);
    }
  }

  @Test
  void lru_evictsTheLeastRecentlyUsed() {
    try (MemoryStorage storage =
        MemoryStorage.open(config(EvictionPolicy.LRU).maxEntries(3).build())) {
      storage.save(key("a"), VALUE, PLAIN);
      storage.save(key("b"), VALUE, PLAIN);
      storage.save(key("c"), VALUE, PLAIN);
      storage.load(key("a"));
      storage.exists(key("b"));
      storage.stat(key("b"));
      storage.save(key("d"), VALUE, PLAIN);
      assertThat(heard.evictions).extracting(Opened.Eviction::name).containsExactly("b");
    }
  }

  @ParameterizedTest
  @EnumSource
  void capacityOfOne_holdsOne(EvictionPolicy policy) {
    try (MemoryStorage storage = MemoryStorage.open(config(policy).maxEntries(1).build())) {
      for (int i = 0; i < 100; i++) {
        storage.save(key(i), VALUE, PLAIN);
        assertThat(storage.stats().entries()).hasValue(1);
      }
      assertThat(heard.evictions).hasSize(99);
    }
  }

  /** With both bounds on, the one on bytes must not freeze what was popular first. */
  @Test
  void tinyLfuFilledByBytes_followsAWorkloadThatMovesOn() {
    MemoryStorageConfig config =
        config(EvictionPolicy.TINYLFU).maxEntries(100_000).maxSize(1_000_000).build();
    Blob kilobyte = Blob.wrap(new byte[700]);
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      for (int phase = 0; phase < 3; phase++) {
        int hits = 0;
        for (int i = 0; i < 40_000; i++) {
          // Eight in ten loads go to 200 keys of the phase, the others to keys that do not return.
          String name = i % 10 < 8 ? phase + "/" + i * 7919L % 200 : phase + "/once/" + i;
          if (storage.load(key(name)).isPresent()) {
            hits++;
          } else {
            storage.save(key(name), kilobyte, PLAIN);
          }
        }
        assertThat(hits).as("hits of 32,000 possible in phase %s", phase).isGreaterThan(28_000);
      }
      assertThat(storage.stats().bytes().orElseThrow()).isLessThanOrEqualTo(1_000_000);
    }
  }
}
