package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.memory.Opened.Eviction;
import dev.larder.memory.Opened.Heard;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The exact order of {@code LRU}, against a plain map that is scanned. */
final class LruOrderProperties {

  private enum Kind {
    SAVE,
    SAVE_FOR_A_WHILE,
    SAVE_IF_ABSENT,
    LOAD,
    EXISTS,
    STAT,
    DELETE,
    PASS_TIME
  }

  private record Step(Kind kind, int key, int amount) {}

  // jqwik makes one instance for all tries, so the property sets these anew.
  private FakeClock clock = new FakeClock();
  private Heard heard = new Heard();

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.integers().between(0, 7),
            Arbitraries.integers().between(1, 5))
        .as(Step::new)
        .list()
        .ofMaxSize(150);
  }

  @Property(tries = 400)
  void evictions_areThoseOfTheModelInItsOrder(
      @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 6) int capacity) {
    clock = new FakeClock();
    heard = new Heard();
    Model model = new Model(capacity);
    MemoryStorageConfig config =
        Opened.with(clock, EvictionPolicy.LRU).listener(heard).maxEntries(capacity).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      for (Step step : steps) {
        model.apply(step);
        apply(storage, step);
        for (int i = 0; i < 8; i++) {
          assertThat(storage.exists(key(i))).as("%s after %s", i, step).isEqualTo(model.has(i));
        }
      }
      assertThat(evicted(EvictionCause.SIZE)).isEqualTo(model.evicted);
      storage.sweep();
      assertThat(evicted(EvictionCause.EXPIRED)).hasSize(model.expired);
      assertThat(storage.stats().entries()).hasValue(model.entries.size());
    }
  }

  private List<String> evicted(EvictionCause cause) {
    return heard.evictions.stream().filter(e -> e.cause() == cause).map(Eviction::name).toList();
  }

  private void apply(MemoryStorage storage, Step step) {
    SaveOptions plain = SaveOptions.defaults();
    SaveOptions passing = plain.withTtl(Duration.ofMillis(step.amount));
    Blob value = Blob.ofText("v");
    switch (step.kind) {
      case SAVE -> storage.save(key(step.key), value, plain);
      case SAVE_FOR_A_WHILE -> storage.save(key(step.key), value, passing);
      case SAVE_IF_ABSENT -> saveIfAbsent(storage, step);
      case LOAD -> storage.load(key(step.key));
      case EXISTS -> storage.exists(key(step.key));
      case STAT -> storage.stat(key(step.key));
      case DELETE -> storage.delete(key(step.key));
      case PASS_TIME -> clock.advance(Duration.ofMillis(step.amount));
    }
  }

  private static void saveIfAbsent(MemoryStorage storage, Step step) {
    try {
      storage.save(key(step.key), Blob.empty(), SaveOptions.defaults().onlyIfAbsent());
    } catch (CacheException refused) {
      assertThat(refused.code()).isEqualTo(CacheException.Code.ALREADY_EXISTS);
    }
  }

  /** Oldest first; an entry is the moment from which on it is gone. */
  private static final class Model {
    final Map<Integer, Long> entries = new LinkedHashMap<>();
    final List<String> evicted = new ArrayList<>();
    final int capacity;
    int expired;
    long now;

    Model(int capacity) {
      this.capacity = capacity;
    }

    boolean has(int key) {
      return entries.containsKey(key);
    }

    void apply(Step step) {
      switch (step.kind) {
        case SAVE -> save(step.key, Long.MAX_VALUE);
        case SAVE_FOR_A_WHILE -> save(step.key, now + step.amount);
        case SAVE_IF_ABSENT -> {
          if (!has(step.key)) {
            save(step.key, Long.MAX_VALUE);
          }
        }
        case LOAD -> {
          if (has(step.key)) {
            entries.put(step.key, entries.remove(step.key));
          }
        }
        case DELETE -> entries.remove(step.key);
        case PASS_TIME -> {
          now += step.amount;
          int before = entries.size();
          entries.values().removeIf(deadline -> deadline <= now);
          expired += before - entries.size();
        }
        case EXISTS, STAT -> {}
      }
    }

    private void save(int key, long deadline) {
      if (!has(key) && entries.size() == capacity) {
        int oldest = entries.keySet().iterator().next();
        entries.remove(oldest);
        evicted.add(String.valueOf(oldest));
      }
      entries.remove(key);
      entries.put(key, deadline);
    }
  }
}
