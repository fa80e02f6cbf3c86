package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.SaveRequest;
import dev.larder.testkit.HeardEvents.Eviction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Group: the bound on entries, and what is told of evictions. A storage that has no such bound must
 * keep everything.
 */
abstract class CapacityContract extends ContractGroup {

  private static final int LIMIT = 100;

  CapacityContract(StorageContractTest kit) {
    super(kit);
  }

  @BeforeEach
  void openBounded() {
    storage = opened(setup().withMaxEntries(LIMIT));
  }

  private boolean isBounded() {
    return storage.info().maxEntries().isPresent();
  }

  private static List<CacheKey> named(String prefix, int count) {
    List<CacheKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(key(prefix + "/" + i));
    }
    return keys;
  }

  private void saveEach(List<CacheKey> keys) {
    keys.forEach(key -> save(key, "of " + key));
  }

  private List<CacheKey> present(List<CacheKey> keys) {
    return keys.stream().filter(storage::exists).toList();
  }

  /** Asserts the limit, or without one that all are there. */
  private void assertBackAtLimit(List<CacheKey> keys) {
    int limit = isBounded() ? LIMIT : keys.size();
    boolean settled = Race.within(Duration.ofSeconds(1), () -> present(keys).size() <= limit);
    assertThat(settled).as("at most " + limit + " entries within a second").isTrue();
    if (!isBounded()) {
      assertThat(present(keys)).hasSameSizeAs(keys);
    }
  }

  @Test
  void setLimit_isDeclaredIfThereIsOne() {
    assertThat(storage.info().maxEntries().orElse(LIMIT)).isEqualTo(LIMIT);
  }

  @Test
  void asManyAsTheLimit_areAllKept() {
    List<CacheKey> keys = named("few", LIMIT);
    saveEach(keys);
    assertThat(present(keys)).hasSize(LIMIT);
    assertThat(heard.evictions()).isEmpty();
  }

  @Test
  void moreThanTheLimit_areCutToIt() {
    List<CacheKey> keys = named("more", 3 * LIMIT);
    saveEach(keys);
    assertBackAtLimit(keys);
    assertThat(present(keys)).hasSizeGreaterThan(LIMIT / 2);
  }

  @Test
  void batchBeyondTheLimit_isCutToIt() {
    List<CacheKey> keys = named("batch", 3 * LIMIT);
    storage.saveAll(keys.stream().map(key -> SaveRequest.of(key, text("value"))).toList());
    assertBackAtLimit(keys);
  }

  @Test
  @Tag(MANY_THREADS)
  void sixteenWriters_neverOverrunTheLimitByMoreThanSixteen() {
    // Each round is 160 saves, and all of them are over within the time that threads have.
    int rounds = Math.max(2, kit.rounds() * 2 / 15);
    int each = 10;
    List<List<CacheKey>> keys = new ArrayList<>();
    for (int thread = 0; thread < Race.THREADS; thread++) {
      keys.add(named("writer/" + thread, rounds * each));
    }
    List<CacheKey> all = keys.stream().flatMap(List::stream).toList();
    List<Integer> counts = new ArrayList<>();
    CyclicBarrier pause =
        new CyclicBarrier(Race.THREADS, () -> counts.add(isBounded() ? present(all).size() : 0));
    Race.run(
        Race.THREADS,
        thread -> {
          for (int round = 0; round < rounds; round++) {
            saveEach(keys.get(thread).subList(round * each, (round + 1) * each));
            pause.await(Race.DEADLINE_SECONDS, TimeUnit.SECONDS);
          }
          return thread;
        });
    assertThat(counts).allMatch(count -> count <= LIMIT + Race.THREADS);
    assertBackAtLimit(all);
  }

  @Test
  @Tag(MANY_THREADS)
  void sixteenWritersBelowTheLimit_loseNoUpdate() {
    List<CacheKey> keys = named("own", Race.THREADS);
    Race.run(
        Race.THREADS,
        thread -> {
          for (int i = 0; i <= 100; i++) {
            save(keys.get(thread), "update " + i);
          }
          return thread;
        });
    for (CacheKey key : keys) {
      assertThat(loaded(key)).as("of " + key).contains("update 100");
    }
    assertThat(heard.evictions()).isEmpty();
  }

  @Test
  void overwritingAtTheLimit_evictsNothing() {
    List<CacheKey> keys = named("same", LIMIT);
    saveEach(keys);
    saveEach(keys);
    saveEach(keys);
    assertThat(present(keys)).hasSize(LIMIT);
    assertThat(heard.evictions()).isEmpty();
  }

  @Test
  void deletedEntries_makeRoom() {
    List<CacheKey> keys = named("first", LIMIT);
    saveEach(keys);
    storage.deleteAll(keys.subList(0, 50));
    List<CacheKey> more = named("more", 50);
    saveEach(more);
    assertThat(present(more)).hasSize(50);
    assertThat(present(keys)).hasSize(50);
    assertThat(heard.evictions()).as("nobody asked for evictions").isEmpty();
  }

  @Test
  void clearedEntries_makeRoom() {
    saveEach(named("first", LIMIT));
    storage.clear(NAMESPACE);
    List<CacheKey> more = named("more", LIMIT);
    saveEach(more);
    assertThat(present(more)).hasSize(LIMIT);
    assertThat(heard.evictions()).isEmpty();
  }

  @Test
  void everyEviction_isToldOnce() {
    List<CacheKey> keys = named("evicted", 3 * LIMIT);
    saveEach(keys);
    assertBackAtLimit(keys);
    List<CacheKey> gone = keys.stream().filter(key -> !storage.exists(key)).toList();
    Race.within(Duration.ofSeconds(1), () -> heard.evictions().size() >= gone.size());
    assertThat(heard.evictions().stream().map(Eviction::key))
        .containsExactlyInAnyOrderElementsOf(gone);
    assertThat(heard.evictions()).allMatch(e -> e.cause() == EvictionCause.SIZE);
  }

  @Test
  void expiredEntries_makeRoomAndAreNotToldAsEvictedForSize() {
    if (lacks(Capability.TTL)) {
      return;
    }
    List<CacheKey> old = named("old", LIMIT);
    old.forEach(key -> save(key, "old", ttl(steps(2))));
    elapse(steps(2));
    List<CacheKey> fresh = named("fresh", LIMIT);
    saveEach(fresh);
    assertThat(present(fresh)).hasSize(LIMIT);
    assertThat(heard.count(EvictionCause.SIZE)).isZero();
    assertThat(heard.evictions().stream().map(Eviction::key)).doesNotHaveDuplicates();
  }

  @Test
  void removalOnDemand_isNoEviction() {
    save(key("a"), "old");
    save(key("a"), "new");
    save(key("b"), "value");
    storage.delete(key("a"));
    storage.deleteAll(List.of(key("b")));
    save(key("c"), "value");
    storage.clear(NAMESPACE);
    assertThat(heard.evictions()).isEmpty();
  }

  @Test
  void loadedAgainAndAgain_stays() {
    saveEach(named("first", LIMIT));
    save(KEY, "useful");
    for (CacheKey key : named("passing", 5 * LIMIT)) {
      assertThat(loaded(KEY)).contains("useful");
      save(key, "useless");
    }
    assertThat(loaded(KEY)).contains("useful");
  }

  @Test
  void lookingAtMetadata_isNoUse() {
    save(KEY, "looked at");
    for (CacheKey key : named("used", isBounded() ? 20 * LIMIT : LIMIT)) {
      storage.exists(KEY);
      storage.stat(KEY);
      save(key, "used");
      storage.load(key);
      storage.load(key);
    }
    boolean gone = Race.within(Duration.ofSeconds(1), () -> !storage.exists(KEY));
    assertThat(gone).isEqualTo(isBounded());
  }

  @Test
  void throwingListener_hindersNoEviction() {
    heard.throwFromNowOn();
    List<CacheKey> keys = named("more", LIMIT + 5);
    saveEach(keys);
    assertBackAtLimit(keys);
  }
}
