package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Entry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed at any moment: what they acknowledged is there. */
final class KillTest {

  private static final long NOTHING = -1;

  @TempDir Path root;

  /** What a key may hold: what was acknowledged last, or what was begun after that. */
  private final Map<Integer, Long> acknowledged = new HashMap<>();

  private final Map<Integer, Long> begun = new HashMap<>();

  @Test
  void killedAtAnyMoment_losesNothingAcknowledged() {
    long seed = Long.getLong("larder.seed", System.nanoTime());
    Random random = new Random(seed);
    int kills =
        Boolean.getBoolean("larder.soak") ? 10_000 : Integer.getInteger("larder.kills", 100);
    for (int kill = 0; kill < kills; kill++) {
      String what = "seed " + seed + ", kill " + kill;
      killOne(random);
      check(what);
    }
  }

  private void killOne(Random random) {
    try (Child child = Child.start(Writer.class, root, random.nextLong(), Long.MAX_VALUE)) {
      take(child.line());
      long life = TimeUnit.MICROSECONDS.toNanos(random.nextInt(60_000));
      Thread killer =
          new Thread(
              () -> {
                LockSupport.parkNanos(life);
                child.kill();
              });
      killer.start();
      for (String line = child.line(); line != null; line = child.line()) {
        take(line);
      }
    }
  }

  private void take(String line) {
    assertThat(line).as("first line of the child").isNotNull();
    Writer.Step step = Writer.Step.parse(line);
    long number = step.delete() ? NOTHING : step.number();
    begun.put(step.key(), number);
    if (step.done()) {
      acknowledged.put(step.key(), number);
    }
  }

  private void check(String what) {
    DiskStorageConfig config =
        DiskStorageConfig.builder(root).segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE).build();
    try (DiskStorage storage = DiskStorage.open(config)) {
      for (int key = 0; key < Writer.KEYS; key++) {
        Entry entry = storage.load(new Writer.Step(true, false, key, 0).cacheKey()).orElse(null);
        long number = entry == null ? NOTHING : Writer.number(entry);
        assertThat(number)
            .as(what + ", key " + key)
            .isIn(acknowledged.getOrDefault(key, NOTHING), begun.getOrDefault(key, NOTHING));
        assertThat(entry == null || Writer.isWhole(key, entry)).as(what + ", key " + key).isTrue();
        // What is there now stays: what was begun has taken place, or it has not.
        acknowledged.put(key, number);
        begun.put(key, number);
      }
      assertThat(storage.verify(false).isOk()).as(what).isTrue();
    }
  }
}
