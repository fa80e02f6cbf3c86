package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two processes at a time that are killed at any moment, each at its own: what they acknowledged is
 * there, for one that has the store open all along as for one that opens it afterwards.
 */
final class KillTest {

  private static final int KILLS = 100;
  private static final int KILLS_SOAK = 10_000;
  private static final int MODES = 3;
  private static final List<String> SIGNS = List.of(Writer.OPENING, "b ", "d ");

  @TempDir Path root;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Ledger> ledgers = List.of(new Ledger(0), new Ledger(Writer.KEYS));
  private final AtomicLong steps = new AtomicLong();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  private DiskStorage open() {
    return DiskStorage.open(
        DiskStorageConfig.builder(root).segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE).build());
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAIN", "COMPACTING", "BOUNDED"})
  void killedAtAnyMoment_losesNothingAcknowledged(Writer.Mode mode) {
    long seed = Seeds.next(this);
    Random random = new Random(seed);
    int kills = Seeds.times("larder.kills", KILLS, KILLS_SOAK);
    int atOnce = ledgers.size() * MODES;
    int rounds = (kills + atOnce - 1) / atOnce;
    for (int round = 0; round < rounds; round++) {
      String what = "seed " + seed + ", round " + round;
      try (DiskStorage held = random.nextBoolean() ? open() : null) {
        killTwo(mode, random);
        if (held != null) {
          takeAllLocks(held);
          check(held, what + ", open all along", mode);
        }
      }
      try (DiskStorage storage = open()) {
        check(storage, what, mode);
        assertThat(storage.verify(false).isOk()).as(what).isTrue();
      }
    }
    System.out.println(mode + ": " + 2 * rounds + " kills, " + steps + " steps acknowledged");
  }

  private void killTwo(Writer.Mode mode, Random random) {
    CompletableFuture<?>[] ends = new CompletableFuture<?>[ledgers.size()];
    for (int i = 0; i < ends.length; i++) {
      int firstKey = i * Writer.KEYS;
      Ledger ledger = ledgers.get(i);
      long seed = random.nextLong();
      ends[i] = CompletableFuture.runAsync(() -> kill(ledger, mode, seed, firstKey), threads);
    }
    CompletableFuture.allOf(ends).join();
  }

  private void kill(Ledger ledger, Writer.Mode mode, long seed, int firstKey) {
    Random random = new Random(seed);
    // From when on it may be killed: while it opens, in its first step, or at full speed.
    String sign = SIGNS.get(random.nextInt(SIGNS.size()));
    int most = random.nextInt(8) == 0 ? 500_000 : 60_000;
    long life = TimeUnit.MICROSECONDS.toNanos(random.nextInt(most));
    boolean doomed = false;
    try (Child child = Child.start(Writer.class, root, seed, Long.MAX_VALUE, mode, firstKey)) {
      for (String line = child.line(); line != null; line = child.line()) {
        if (!doomed && line.startsWith(sign)) {
          doomed = true;
          threads.execute(
              () -> {
                LockSupport.parkNanos(life);
                child.kill();
              });
        }
        if (!line.equals(Writer.OPENING)) {
          steps.addAndGet(ledger.take(line));
        }
      }
    }
    assertThat(doomed).as("the child came as far as " + sign).isTrue();
  }

  /** A lock that a dead process held is taken over: else this would wait for ever. */
  private static void takeAllLocks(DiskStorage storage) {
    for (int i = 0; i < 4 * KeyBytes.STRIPES; i++) {
      assertThat(storage.delete(Stores.key("missing " + i))).isFalse();
    }
  }

  private void check(DiskStorage storage, String what, Writer.Mode mode) {
    boolean bounded = mode == Writer.Mode.BOUNDED;
    ledgers.forEach(ledger -> ledger.check(storage, what, bounded));
    if (bounded) {
      // Each of the two may have died after its save and before it made room.
      assertThat(storage.usage().entries())
          .as(what)
          .isLessThanOrEqualTo(Writer.MOST_ENTRIES + ledgers.size());
    }
  }
}
