package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Capability;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Group: time to live, as far as it is about the moment of expiry. */
abstract class TtlContract extends ContractGroup {

  TtlContract(StorageContractTest kit) {
    super(kit);
  }

  @Test
  void lastStepBeforeExpiry_isThere() {
    if (lacks(Capability.TTL)) {
      return;
    }
    inTime(
        steps(3),
        () -> {
          save(KEY, "value", ttl(steps(3)));
          elapse(steps(2));
          assertThat(storage.exists(KEY)).isTrue();
          assertThat(storage.stat(KEY)).isPresent();
          assertThat(loaded(KEY)).contains("value");
        });
  }

  @Test
  void oneMillisecond_isKept() {
    if (lacks(Capability.TTL)) {
      return;
    }
    EntryMetadata saved = save(KEY, "value", ttl(Duration.ofMillis(1)));
    assertThat(saved.expiresAt()).contains(saved.savedAt().plusMillis(1));
    elapse(steps(1));
    assertThat(storage.load(KEY)).isEmpty();
  }

  @Test
  void hugeTtl_countsAsAHundredYears() {
    if (lacks(Capability.TTL)) {
      return;
    }
    EntryMetadata saved = save(KEY, "value", ttl(Duration.ofSeconds(Long.MAX_VALUE)));
    assertThat(saved.expiresAt()).contains(saved.savedAt().plus(SaveOptions.MAX_TTL));
    elapse(steps(1));
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void expiresAt_isExactToTheMillisecond() {
    if (lacks(Capability.TTL)) {
      return;
    }
    Duration ttl = Duration.ofMillis(1_234_567);
    Instant before = now();
    EntryMetadata saved = save(KEY, "value", ttl(ttl));
    assertThat(saved.expiresAt()).contains(saved.savedAt().plus(ttl));
    assertBetween(saved.expiresAt().orElseThrow(), before.plus(ttl), now().plus(ttl));
  }

  @Test
  void expiresAt_staysTheSame() {
    if (lacks(Capability.TTL)) {
      return;
    }
    inTime(
        steps(10),
        () -> {
          EntryMetadata saved = save(KEY, "value", ttl(steps(10)));
          elapse(steps(2));
          assertThat(storage.stat(KEY)).contains(saved);
          assertThat(storage.load(KEY).orElseThrow().metadata()).isEqualTo(saved);
        });
  }

  @Test
  void withoutTtl_livesForEver() {
    assertThat(save(KEY, "value").expiresAt()).isEmpty();
    elapse(steps(4));
    assertThat(loaded(KEY)).contains("value");
  }

  @Test
  void overwritten_beginsAnew() {
    if (lacks(Capability.TTL)) {
      return;
    }
    inTime(
        steps(5),
        () -> {
          save(KEY, "old", ttl(steps(3)));
          elapse(steps(2));
          save(KEY, "new", ttl(steps(3)));
          elapse(steps(2));
          assertThat(loaded(KEY)).contains("new");
        });
  }

  @Test
  void overwrittenWithoutTtl_livesForEver() {
    if (lacks(Capability.TTL)) {
      return;
    }
    save(KEY, "old", ttl(steps(2)));
    assertThat(save(KEY, "new").expiresAt()).isEmpty();
    elapse(steps(3));
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  void overwrittenWithShorterTtl_expiresEarlier() {
    if (lacks(Capability.TTL)) {
      return;
    }
    save(KEY, "old", ttl(steps(100)));
    save(KEY, "new", ttl(steps(2)));
    elapse(steps(2));
    assertThat(storage.load(KEY)).isEmpty();
  }

  @Test
  void use_doesNotProlong() {
    if (lacks(Capability.TTL)) {
      return;
    }
    save(KEY, "value", ttl(steps(3)));
    elapse(steps(2));
    storage.load(KEY);
    elapse(steps(1));
    assertThat(storage.load(KEY)).isEmpty();
  }

  @Test
  void savedInBatch_expires() {
    if (lacks(Capability.TTL)) {
      return;
    }
    storage.saveAll(
        List.of(
            new SaveRequest(KEY, text("short"), ttl(steps(2))),
            new SaveRequest(key("long"), text("long"), DEFAULTS)));
    elapse(steps(2));
    assertThat(storage.load(KEY)).isEmpty();
    assertThat(loaded(key("long"))).contains("long");
  }

  @Test
  void savedAtTheMomentOfExpiry_isNotLost() {
    if (lacks(Capability.TTL)) {
      return;
    }
    save(KEY, "old", ttl(steps(2)));
    elapse(steps(2));
    save(KEY, "new");
    assertThat(loaded(KEY)).contains("new");
    elapse(steps(4));
    assertThat(loaded(KEY)).contains("new");
  }

  @Test
  @Tag(MANY_THREADS)
  void savedWhileOthersFindItExpired_isNotLost() {
    if (lacks(Capability.TTL)) {
      return;
    }
    int rounds = kit.timeStep().toMillis() == 1 ? 150 : 3;
    for (int round = 0; round < rounds; round++) {
      String value = "new " + round;
      save(KEY, "old", ttl(steps(1)));
      elapse(steps(1));
      AtomicBoolean saved = new AtomicBoolean();
      Race.runAll(
          List.of(
              () -> loadUntil(saved),
              () -> {
                try {
                  save(KEY, value);
                } finally {
                  saved.set(true);
                }
                return 0;
              }));
      assertThat(loaded(KEY)).contains(value);
    }
  }

  private int loadUntil(AtomicBoolean saved) {
    int loads = 0;
    while (!saved.get()) {
      storage.load(KEY);
      storage.exists(KEY);
      storage.delete(key("other"));
      loads++;
    }
    return loads;
  }

  @Test
  void wallClockSetAnew_countsOnlyWhereEntriesOutliveTheProcess() {
    if (lacks(Capability.TTL)) {
      return;
    }
    save(KEY, "value", ttl(Duration.ofHours(1)));
    kit.clock().setWall(kit.clock().instant().plus(Duration.ofHours(2)));
    boolean ticks = !storage.info().isPersistent() || storage.info().isShared();
    assertThat(storage.exists(KEY)).isEqualTo(ticks);
  }
}
