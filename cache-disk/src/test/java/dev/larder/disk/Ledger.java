package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Entry;
import java.util.HashMap;
import java.util.Map;

/** What one writer has said that it did, and what its keys may hold therefore. */
final class Ledger {

  private static final long NOTHING = -1;

  private final int firstKey;
  private final Map<Integer, Long> acknowledged = new HashMap<>();
  private final Map<Integer, Long> begun = new HashMap<>();

  Ledger(int firstKey) {
    this.firstKey = firstKey;
  }

  /** Takes down a line of the writer's; returns how many steps it acknowledges. */
  int take(String line) {
    Writer.Step step = Writer.Step.parse(line);
    long number = step.delete() ? NOTHING : step.number();
    begun.put(step.key(), number);
    if (step.done()) {
      acknowledged.put(step.key(), number);
    }
    return step.done() ? 1 : 0;
  }

  /**
   * Compares each key with what was acknowledged last, or begun after that.
   *
   * @param evicting whether any entry may be missing
   */
  void check(DiskStorage storage, String what, boolean evicting) {
    for (int key = firstKey; key < firstKey + Writer.KEYS; key++) {
      Entry entry = storage.load(new Writer.Step(true, false, key, 0).cacheKey()).orElse(null);
      long number = entry == null ? NOTHING : Writer.number(entry);
      if (!evicting || entry != null) {
        assertThat(number)
            .as(what + ", key " + key)
            .isIn(acknowledged.getOrDefault(key, NOTHING), begun.getOrDefault(key, NOTHING));
      }
      assertThat(entry == null || Writer.isWhole(key, entry)).as(what + ", key " + key).isTrue();
      // What is there now stays: what was begun has taken place, or it has not.
      acknowledged.put(key, number);
      begun.put(key, number);
    }
  }
}
