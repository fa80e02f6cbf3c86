package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Group: conditional saves. */
abstract class ConditionContract extends ContractGroup {

  private static final SaveOptions ABSENT = DEFAULTS.onlyIfAbsent();
  private static final int ROUNDS = 20;

  ConditionContract(StorageContractTest kit) {
    super(kit);
  }

  private boolean cannot() {
    return lacks(Capability.CONDITIONAL_SAVE);
  }

  private static SaveOptions version(EntryMetadata metadata) {
    return DEFAULTS.onlyIfVersion(metadata.version());
  }

  @Test
  void ifAbsent_savesAMissingKey() {
    if (cannot()) {
      return;
    }
    save(KEY, "value", ABSENT);
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void ifAbsent_refusesAPresentKey() {
    if (cannot()) {
      return;
    }
    EntryMetadata old = save(KEY, "old");
    refused(Code.ALREADY_EXISTS, "save", KEY, () -> save(KEY, "new", ABSENT));
    assertThat(loaded(KEY)).contains("old");
    assertThat(storage.stat(KEY)).contains(old);
  }

  @Test
  void ifAbsent_savesADeletedKey() {
    if (cannot()) {
      return;
    }
    save(KEY, "old", ABSENT);
    storage.delete(KEY);
    save(KEY, "new", ABSENT);
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  void ifAbsent_savesAnExpiredKey() {
    if (cannot() || lacks(Capability.TTL)) {
      return;
    }
    save(KEY, "old", ttl(steps(2)));
    elapse(steps(2));
    save(KEY, "new", ABSENT);
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  void ifVersion_savesOverThatVersion() {
    if (cannot()) {
      return;
    }
    EntryMetadata old = save(KEY, "old");
    EntryMetadata saved = save(KEY, "new", version(old));
    assertThat(loaded(KEY)).contains("new");
    assertThat(saved.version()).isNotEqualTo(old.version());
  }

  @Test
  void ifVersion_takesTheVersionOfALoad() {
    if (cannot()) {
      return;
    }
    save(KEY, "1");
    save(KEY, "2", version(storage.load(KEY).orElseThrow().metadata()));
    save(KEY, "3", version(storage.stat(KEY).orElseThrow()));
    assertThat(loaded(KEY)).contains("3");
  }

  @Test
  void ifVersion_refusesAnOldVersion() {
    if (cannot()) {
      return;
    }
    EntryMetadata first = save(KEY, "first");
    EntryMetadata second = save(KEY, "second");
    refused(Code.VERSION_CONFLICT, "save", KEY, () -> save(KEY, "third", version(first)));
    assertThat(loaded(KEY)).contains("second");
    assertThat(storage.stat(KEY)).contains(second);
  }

  @Test
  void ifVersion_refusesAfterTheSameValueWasSavedAgain() {
    if (cannot()) {
      return;
    }
    EntryMetadata first = save(KEY, "value");
    save(KEY, "value");
    refused(Code.VERSION_CONFLICT, "save", KEY, () -> save(KEY, "new", version(first)));
  }

  @Test
  void ifVersion_refusesAfterABatch() {
    if (cannot()) {
      return;
    }
    EntryMetadata first = save(KEY, "value");
    storage.saveAll(List.of(SaveRequest.of(KEY, text("value"))));
    refused(Code.VERSION_CONFLICT, "save", KEY, () -> save(KEY, "new", version(first)));
  }

  @Test
  void ifVersion_refusesAfterDeleteAndSave() {
    if (cannot()) {
      return;
    }
    EntryMetadata first = save(KEY, "value");
    storage.delete(KEY);
    save(KEY, "value");
    refused(Code.VERSION_CONFLICT, "save", KEY, () -> save(KEY, "new", version(first)));
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void ifVersion_refusesAMissingKey() {
    if (cannot()) {
      return;
    }
    EntryMetadata first = save(KEY, "value");
    storage.delete(KEY);
    refused(Code.VERSION_CONFLICT, "save", KEY, () -> save(KEY, "new", version(first)));
    assertThat(storage.exists(KEY)).isFalse();
  }

  @Test
  void ifVersion_refusesAnExpiredKey() {
    if (cannot() || lacks(Capability.TTL)) {
      return;
    }
    EntryMetadata first = save(KEY, "value", ttl(steps(2)));
    elapse(steps(2));
    refused(Code.VERSION_CONFLICT, "save", KEY, () -> save(KEY, "new", version(first)));
    assertThat(storage.exists(KEY)).isFalse();
  }

  @Test
  void ifVersion_refusesAVersionOfAnotherStorage() {
    if (cannot()) {
      return;
    }
    save(KEY, "value");
    SaveOptions foreign = DEFAULTS.onlyIfVersion("~no/such\"version;%00~");
    refused(Code.VERSION_CONFLICT, "save", KEY, () -> save(KEY, "new", foreign));
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void ifVersion_holdsInABatch() {
    if (cannot()) {
      return;
    }
    EntryMetadata old = save(KEY, "old");
    storage.saveAll(List.of(new SaveRequest(KEY, text("new"), version(old))));
    assertThat(loaded(KEY)).contains("new");
    SaveRequest stale = new SaveRequest(KEY, text("newer"), version(old));
    assertThat(refusal(() -> storage.saveAll(List.of(stale))).code())
        .isEqualTo(Code.VERSION_CONFLICT);
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  @Tag(MANY_THREADS)
  void racingIfAbsent_hasExactlyOneWinner() {
    if (cannot()) {
      return;
    }
    for (int round = 0; round < ROUNDS; round++) {
      assertOneWinner(ABSENT, Code.ALREADY_EXISTS);
      storage.delete(KEY);
    }
  }

  @Test
  @Tag(MANY_THREADS)
  void racingIfVersion_hasExactlyOneWinner() {
    if (cannot()) {
      return;
    }
    save(KEY, "value");
    for (int round = 0; round < ROUNDS; round++) {
      assertOneWinner(version(storage.stat(KEY).orElseThrow()), Code.VERSION_CONFLICT);
    }
  }

  private void assertOneWinner(SaveOptions options, Code forLosers) {
    List<Throwable> failures =
        Race.run(8, thread -> catchThrowable(() -> save(KEY, "of " + thread, options)));
    List<Integer> winners = new ArrayList<>();
    for (int thread = 0; thread < failures.size(); thread++) {
      if (failures.get(thread) == null) {
        winners.add(thread);
      }
    }
    assertThat(winners).as("winners").hasSize(1);
    assertThat(loaded(KEY)).contains("of " + winners.get(0));
    assertThat(failures.stream().filter(Objects::nonNull))
        .allMatch(f -> f instanceof CacheException e && e.code() == forLosers);
  }

  @Test
  @Tag(MANY_THREADS)
  void countingByVersion_losesNoUpdate() {
    if (cannot()) {
      return;
    }
    int each = 10;
    save(KEY, "0");
    Race.run(
        Race.THREADS,
        thread -> {
          for (int i = 0; i < each; i++) {
            increment();
          }
          return thread;
        });
    assertThat(loaded(KEY)).contains(Integer.toString(Race.THREADS * each));
  }

  private void increment() {
    while (true) {
      Entry entry = storage.load(KEY).orElseThrow();
      int next = Integer.parseInt(entry.value().toText()) + 1;
      try {
        save(KEY, Integer.toString(next), version(entry.metadata()));
        return;
      } catch (CacheException conflict) {
        assertThat(conflict.code()).isEqualTo(Code.VERSION_CONFLICT);
      }
    }
  }

  @Test
  void lease_isNeverReleasedByAnotherHolder() {
    if (cannot() || lacks(Capability.TTL)) {
      return;
    }
    inTime(steps(4), this::passALeaseOn);
  }

  private void passALeaseOn() {
    EntryMetadata mine = save(KEY, "me", ABSENT.withTtl(steps(4)));
    refused(Code.ALREADY_EXISTS, "save", KEY, () -> save(KEY, "you", ABSENT.withTtl(steps(4))));
    elapse(steps(3));
    EntryMetadata renewed = save(KEY, "me", version(mine).withTtl(steps(4)));
    elapse(steps(3));
    assertThat(loaded(KEY)).as("renewed").contains("me");
    elapse(steps(1));
    EntryMetadata yours = save(KEY, "you", ABSENT.withTtl(steps(4)));
    SaveOptions release = version(renewed).withTtl(steps(1));
    refused(Code.VERSION_CONFLICT, "save", KEY, () -> save(KEY, "me", release));
    assertThat(loaded(KEY)).as("after the late release").contains("you");
    save(KEY, "you", version(yours).withTtl(steps(1)));
    elapse(steps(1));
    assertThat(storage.exists(KEY)).as("released").isFalse();
  }
}
