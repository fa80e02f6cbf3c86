package dev.larder.memory;

import static dev.larder.memory.Opened.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listing keeps between its pages, and what it does without. */
final class KeyListingTest {

  private static final KeyQuery ALL = KeyQuery.in(Namespace.of("t")).withPageSize(10);

  private static void save(MemoryStorage storage, CacheKey key) {
    storage.save(key, Blob.empty(), SaveOptions.defaults());
  }

  private static MemoryStorage filled(int count) {
    MemoryStorage storage = MemoryStorage.open();
    for (int i = 0; i < count; i++) {
      save(storage, key(i));
    }
    return storage;
  }

  @Test
  void manyListingsAtOnce_eachReturnEachKeyOnce() {
    try (MemoryStorage storage = filled(100)) {
      // More than are kept: those that lose their keys select them again.
      List<KeyQuery> queries = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        for (int j = 0; j < 30; j++) {
          save(storage, key("p" + i + "/" + j));
        }
        queries.add(ALL.withPrefix("p" + i));
      }
      List<List<CacheKey>> listed = new ArrayList<>();
      queries.forEach(query -> listed.add(new ArrayList<>()));
      for (int page = 0; page < 3; page++) {
        for (int i = 0; i < 10; i++) {
          KeyPage keys = storage.listKeys(queries.get(i));
          listed.get(i).addAll(keys.keys());
          KeyQuery query = queries.get(i);
          queries.set(i, keys.nextCursor().map(query::after).orElse(query));
        }
      }
      assertThat(listed).allSatisfy(keys -> assertThat(keys).hasSize(30).doesNotHaveDuplicates());
    }
  }

  @Test
  void oldCursor_goesOnAfterOthersListedTheSame() {
    try (MemoryStorage storage = filled(50)) {
      KeyPage first = storage.listKeys(ALL);
      for (int i = 50; i < 100; i++) {
        save(storage, key(i));
      }
      List<CacheKey> listed = new ArrayList<>(first.keys());
      storage.listKeys(ALL);
      String cursor = first.nextCursor().orElseThrow();
      while (!cursor.isEmpty()) {
        KeyPage page = storage.listKeys(ALL.after(cursor));
        listed.addAll(page.keys());
        cursor = page.nextCursor().orElse("");
      }
      assertThat(listed).doesNotHaveDuplicates();
      for (int i = 0; i < 50; i++) {
        assertThat(listed).contains(key(i));
      }
    }
  }

  /** A ticker that holds the thread that {@code select}s up at its fiftieth look at the time. */
  private static final class Gate implements LongSupplier {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    final AtomicReference<Thread> held = new AtomicReference<>();
    private int looks;

    @Override
    public long getAsLong() {
      if (Thread.currentThread() == held.get() && ++looks == 50) {
        reached.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return 0;
    }
  }

  @Timeout(300)
  @ParameterizedTest
  @EnumSource
  void slowListingThatBeganEarlier_takesNoKeyFromALaterOne(EvictionPolicy policy) throws Exception {
    Gate gate = new Gate();
    MemoryStorageConfig config =
        MemoryStorageConfig.builder().ticker(gate).eviction(policy).build();
    try (MemoryStorage storage = MemoryStorage.open(config)) {
      // With a time to live, because only then the clock is looked at.
      SaveOptions passing = SaveOptions.defaults().withTtl(Duration.ofHours(1));
      for (int i = 0; i < 50; i++) {
        storage.save(key(i), Blob.empty(), passing);
      }
      Thread slow = new Thread(() -> storage.listKeys(ALL));
      gate.held.set(slow);
      slow.start();
      gate.reached.await();
      for (int i = 50; i < 250; i++) {
        save(storage, key(i));
      }
      KeyPage page = storage.listKeys(ALL);
      gate.open.countDown();
      slow.join();
      List<CacheKey> listed = new ArrayList<>(page.keys());
      while (page.nextCursor().isPresent()) {
        page = storage.listKeys(ALL.after(page.nextCursor().get()));
        listed.addAll(page.keys());
      }
      assertThat(listed).hasSize(250).doesNotHaveDuplicates();
    }
  }

  @Test
  void keysWithOneHashCode_areEachListedOnce() {
    try (MemoryStorage storage = MemoryStorage.open()) {
      List<CacheKey> twins = new ArrayList<>();
      for (int bits = 0; bits < 64; bits++) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 6; bit++) {
          name.append((bits >> bit & 1) == 0 ? "Aa" : "BB");
        }
        twins.add(key(name));
        save(storage, key(name));
      }
      assertThat(twins).extracting(CacheKey::hashCode).containsOnly(twins.get(0).hashCode());
      List<CacheKey> listed = new ArrayList<>();
      KeyQuery query = ALL.withPageSize(7);
      KeyPage page = storage.listKeys(query);
      listed.addAll(page.keys());
      while (page.nextCursor().isPresent()) {
        page = storage.listKeys(query.after(page.nextCursor().get()));
        listed.addAll(page.keys());
      }
      assertThat(listed).containsExactlyInAnyOrderElementsOf(twins);
    }
  }

  @Test
  void cursorOfAnotherStorageOrQuery_isIllegal() {
    try (MemoryStorage storage = filled(50);
        MemoryStorage other = filled(50)) {
      String cursor = storage.listKeys(ALL).nextCursor().orElseThrow();
      String rule = ") must be one that this storage returned for the same namespace, prefix";
      assertThatThrownBy(() -> other.listKeys(ALL.after(cursor)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("cursor (" + cursor + rule + " and tag");
      assertThatThrownBy(() -> storage.listKeys(ALL.withTag("x").after(cursor)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> storage.listKeys(ALL.after("0:a")))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> storage.listKeys(ALL.after("")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
