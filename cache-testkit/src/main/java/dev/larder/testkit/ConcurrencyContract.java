package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Group: many threads. */
abstract class ConcurrencyContract extends ContractGroup {

  ConcurrencyContract(StorageContractTest kit) {
    super(kit);
  }

  // Values: noise(n) for a size n, so that a value tells whether it is whole.

  private static final List<Blob> WHOLE =
      List.of(noise(1), noise(100), noise(5_000), noise(5_001), noise(70_000), noise(200_000));

  private SaveOptions labelled(Blob value) {
    return declares(Capability.ATTRIBUTES)
        ? DEFAULTS.withAttribute("size", Integer.toString(value.size()))
        : DEFAULTS;
  }

  private void assertWhole(Entry entry) {
    Blob value = entry.value();
    assertThat(WHOLE.stream().anyMatch(value::equals)).as("a value as it was saved").isTrue();
    if (declares(Capability.EXACT_SIZE)) {
      assertThat(entry.metadata().size()).isEqualTo(value.size());
    }
    assertThat(entry.metadata().attributes()).isEqualTo(labelled(value).attributes());
  }

  @Test
  @Tag(MANY_THREADS)
  void readers_seeWholeValuesOnly() {
    List<CacheKey> keys = keys(3);
    keys.forEach(key -> storage.save(key, WHOLE.get(0), labelled(WHOLE.get(0))));
    Race.run(
        8,
        thread -> {
          for (int i = 0; i < kit.rounds(); i++) {
            CacheKey key = keys.get(i % keys.size());
            if (thread % 2 == 0) {
              Blob value = WHOLE.get((i + thread) % WHOLE.size());
              storage.save(key, value, labelled(value));
            } else {
              assertWhole(storage.load(key).orElseThrow());
            }
          }
          return thread;
        });
  }

  @Test
  @Tag(MANY_THREADS)
  void batchReaders_seeWholeValuesOnly() {
    List<CacheKey> keys = keys(3);
    Race.run(
        4,
        thread -> {
          for (int i = 0; i < kit.rounds(); i++) {
            Blob value = WHOLE.get((i + thread) % WHOLE.size());
            if (thread % 2 == 0) {
              storage.saveAll(
                  keys.stream().map(k -> new SaveRequest(k, value, labelled(value))).toList());
            } else {
              storage.loadAll(keys).values().forEach(this::assertWhole);
            }
          }
          return thread;
        });
  }

  @Test
  @Tag(MANY_THREADS)
  void everyWrite_hasAVersionOfItsOwn() {
    List<List<EntryMetadata>> saved =
        Race.run(
            Race.THREADS,
            thread -> {
              List<EntryMetadata> mine = new ArrayList<>();
              for (int i = 0; i < 20; i++) {
                mine.add(save(KEY, "same value"));
              }
              return mine;
            });
    Set<String> versions = new HashSet<>();
    saved.forEach(mine -> mine.forEach(metadata -> versions.add(metadata.version())));
    assertThat(versions).hasSize(Race.THREADS * 20);
    assertThat(versions).contains(storage.stat(KEY).orElseThrow().version());
  }

  @Test
  @Tag(MANY_THREADS)
  void lastOfManySaves_isThereAsAWhole() {
    List<EntryMetadata> saved =
        Race.run(
            Race.THREADS, thread -> save(KEY, "x".repeat(thread + 1), labelled(noise(thread))));
    Entry entry = storage.load(KEY).orElseThrow();
    int thread = entry.value().size() - 1;
    assertThat(entry.metadata()).isEqualTo(saved.get(thread));
  }

  @Test
  @Tag(MANY_THREADS)
  void distinctKeys_loseNothing() {
    Race.run(
        Race.THREADS,
        thread -> {
          for (int i = 0; i < 50; i++) {
            save(key(thread + "/" + i), thread + " and " + i);
          }
          return thread;
        });
    for (int thread = 0; thread < Race.THREADS; thread++) {
      for (int i = 0; i < 50; i++) {
        assertThat(loaded(key(thread + "/" + i))).contains(thread + " and " + i);
      }
    }
  }

  @Test
  @Tag(MANY_THREADS)
  void savedByOne_isSeenByTheOthersAtOnce() {
    List<String> seen = new ArrayList<>();
    whileOthersRead(
        () -> {
          for (int i = 0; i < kit.rounds(); i++) {
            save(KEY, "value " + i);
            seen.add(Race.run(1, thread -> loaded(KEY).orElse("none")).get(0));
          }
          return 0;
        });
    for (int i = 0; i < kit.rounds(); i++) {
      assertThat(seen.get(i)).isEqualTo("value " + i);
    }
  }

  @Test
  @Tag(MANY_THREADS)
  void deletedKey_staysGoneWhileOthersRead() {
    whileOthersRead(
        () -> {
          for (int i = 0; i < kit.rounds(); i++) {
            save(KEY, "value");
            storage.delete(KEY);
            assertThat(gone()).as("after the delete").isTrue();
          }
          return 0;
        });
  }

  @Test
  @Tag(MANY_THREADS)
  void keysDeletedInABatch_stayGoneWhileOthersRead() {
    whileOthersRead(
        () -> {
          for (int i = 0; i < kit.rounds(); i++) {
            save(KEY, "value");
            storage.deleteAll(List.of(KEY));
            assertThat(gone()).as("after the deleteAll").isTrue();
          }
          return 0;
        });
  }

  @Test
  @Tag(MANY_THREADS)
  void clearedNamespace_staysEmptyWhileOthersRead() {
    whileOthersRead(
        () -> {
          for (int i = 0; i < kit.rounds(); i++) {
            save(KEY, "value");
            storage.clear(NAMESPACE);
            assertThat(gone()).as("after the clear").isTrue();
          }
          return 0;
        });
  }

  private boolean gone() {
    for (int i = 0; i < 10; i++) {
      if (storage.load(KEY).isPresent()) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  private void whileOthersRead(Callable<Integer> writer) {
    AtomicBoolean end = new AtomicBoolean();
    Callable<Integer> reader =
        () -> {
          int hits = 0;
          while (!end.get()) {
            Optional<Entry> found = storage.load(KEY);
            hits += found.isPresent() ? 1 : 0;
            storage.loadAll(List.of(KEY));
          }
          return hits;
        };
    Callable<Integer> ending =
        () -> {
          try {
            return writer.call();
          } finally {
            end.set(true);
          }
        };
    Race.runAll(List.of(ending, reader, reader));
  }
}
