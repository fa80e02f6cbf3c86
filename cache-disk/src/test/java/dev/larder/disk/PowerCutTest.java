package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.RecordingMedium.Event;
import dev.larder.disk.RecordingMedium.Noted;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails after any call to the file system: what had returned before is there. */
final class PowerCutTest {

  /** Those whose changes are synced; as many more may not be. */
  private static final int KEYS = 6;

  private static final int STEPS = 50;
  private static final int CUTS = 1;
  private static final int CUTS_SOAK = 300;
  private static final long NOTHING = -1;

  @TempDir(factory = MemoryDirectory.class)
  Path temporary;

  private final FakeClock clock = new FakeClock();
  private Path store = Path.of("");

  @BeforeEach
  void setUp() {
    store = temporary.resolve("store");
  }

  private DiskStorage open(Path root, SyncPolicy policy, Medium over) {
    return DiskStorage.open(Stores.config(root, clock).sync(policy).largeValue(2000).build(), over);
  }

  private void fill(DiskStorage storage, RecordingMedium medium, Random random, int firstKey) {
    int pause = 5 + random.nextInt(20);
    for (int number = 0; number < STEPS; number++) {
      boolean delete = random.nextInt(5) == 0;
      int key = firstKey + random.nextInt(KEYS);
      Writer.Step step = new Writer.Step(false, delete, key, number);
      medium.note(step);
      if (delete) {
        storage.delete(step.cacheKey());
      } else {
        int size = 16 + random.nextInt(random.nextInt(4) == 0 ? 9000 : 300);
        storage.save(step.cacheKey(), Writer.value(key, number, size), SaveOptions.defaults());
      }
      medium.note(new Writer.Step(true, delete, key, number));
      if (number % pause == pause - 1) {
        storage.compact();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BATCH", "ALWAYS"})
  void cutAfterAnyCall_losesNothingThatHadReturned(SyncPolicy policy) throws IOException {
    long first = Seeds.next(this);
    for (int round = 0; round < Seeds.times("larder.cuts", CUTS, CUTS_SOAK); round++) {
      Random random = new Random(first + round);
      RecordingMedium medium = new RecordingMedium();
      try (DiskStorage storage = open(store, policy, medium)) {
        fill(storage, medium, random, 0);
      }
      cutAfterEachCall(medium.events, "seed " + (first + round), random);
    }
  }

  @Test
  void storeIsCompactedByOneThatDoesNotSync_losesNothingThatWasSynced() throws IOException {
    long first = Seeds.next(this);
    for (int round = 0; round < Seeds.times("larder.cuts", CUTS, CUTS_SOAK); round++) {
      Random random = new Random(first + round);
      RecordingMedium medium = new RecordingMedium();
      try (DiskStorage storage = open(store, SyncPolicy.BATCH, medium)) {
        fill(storage, medium, random, 0);
      }
      try (DiskStorage storage = open(store, SyncPolicy.NONE, medium)) {
        fill(storage, medium, random, KEYS);
      }
      cutAfterEachCall(medium.events, "seed " + (first + round), random);
    }
  }

  private void cutAfterEachCall(List<Event> events, String seed, Random random) throws IOException {
    Map<Integer, Long> returned = new HashMap<>();
    Map<Integer, Long> begun = new HashMap<>();
    for (int end = 0; end <= events.size(); end++) {
      if (end > 0 && events.get(end - 1) instanceof Noted noted) {
        Writer.Step step = (Writer.Step) noted.note();
        long number = step.delete() ? NOTHING : step.number();
        begun.put(step.key(), number);
        if (step.done()) {
          returned.put(step.key(), number);
        }
      }
      Path left = temporary.resolve("left");
      new PowerCut(events, end, random).leave(store, left);
      String what = seed + ", cut after call " + end;
      check(left, what, returned, begun);
      // By what the first opening has left: sealed segments, and hints.
      check(left, what + ", opened again", returned, begun);
      remove(left);
    }
    remove(store);
  }

  private void check(
      Path left, String what, Map<Integer, Long> returned, Map<Integer, Long> begun) {
    try (DiskStorage storage = open(left, SyncPolicy.NONE, new RealMedium())) {
      for (int key = 0; key < 2 * KEYS; key++) {
        Writer.Step step = new Writer.Step(true, false, key, 0);
        Entry entry = storage.load(step.cacheKey()).orElse(null);
        long number = entry == null ? NOTHING : Writer.number(entry);
        if (key < KEYS) {
          assertThat(number)
              .as(what + ", key " + key)
              .isIn(returned.getOrDefault(key, NOTHING), begun.getOrDefault(key, NOTHING));
        }
        assertThat(entry == null || Writer.isWhole(key, entry)).as(what).isTrue();
      }
    }
  }

  private static void remove(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
