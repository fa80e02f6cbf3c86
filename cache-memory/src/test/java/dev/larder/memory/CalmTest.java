package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which loads are taken note of, and that what is in use stays known. */
final class CalmTest {

  private static final int ENTRIES = 1_000;

  private final Calm calm = new Calm();

  private void maintained(int rounds) {
    for (int i = 0; i < rounds; i++) {
      calm.maintained(ENTRIES);
    }
  }

  private long skipped(int loads) {
    return IntStream.range(0, loads).filter(i -> calm.skips()).count();
  }

  @Test
  void asManyLoadsAsEntriesWithoutAnInsertion_areEnough() {
    maintained(ENTRIES / Calm.LOADS);
    assertThat(skipped(10_000)).isZero();
    maintained(1);
    assertThat(skipped(10_000)).isBetween(9_000L, 9_800L);
  }

  @Test
  void insertion_endsIt() {
    maintained(ENTRIES);
    calm.inserted();
    assertThat(skipped(10_000)).isZero();
  }

  @Test
  void insertionsInBetween_keepItFromBeginning() {
    for (int i = 0; i < 100; i++) {
      maintained(ENTRIES / Calm.LOADS);
      calm.inserted();
    }
    assertThat(skipped(10_000)).isZero();
  }

  /**
   * A hundred entries that are in use for long while nothing comes in outlive what is read once.
   */
  @Test
  void whatIsInUseWhileNothingComesIn_outlivesAScan() {
    MemoryStorageConfig config = MemoryStorageConfig.builder().maxEntries(ENTRIES).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      Blob value = Blob.ofText("v");
      for (int i = 0; i < ENTRIES; i++) {
        storage.save(key(i), value, SaveOptions.defaults());
      }
      load(storage, 0, 200_000);
      // Only some of these loads are taken note of.
      load(storage, 500, 200_000);
      for (int i = 0; i < 5 * ENTRIES; i++) {
        storage.save(key("scan " + i), value, SaveOptions.defaults());
      }
      long left = IntStream.range(500, 600).filter(i -> storage.exists(key(i))).count();
      assertThat(left).isGreaterThan(90);
    }
  }

  private static void load(MemoryStorage storage, int first, int loads) {
    for (int i = 0; i < loads; i++) {
      assertThat(storage.load(key(first + i % 100))).isPresent();
    }
  }
}
