package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever is done to a store, it holds what a map would hold. */
final class ModelProperties {

  enum Kind {
    SAVE,
    SAVE_FOR_A_WHILE,
    SAVE_LARGE,
    DELETE,
    WAIT,
    COMPACT,
    REOPEN,
    KILL,
    CLEAR
  }

  record Action(Kind kind, int key, int number) {}

  /** A value and when it expires. */
  record Expected(Blob value, long expiresAt) {}

  @Provide
  Arbitrary<List<Action>> actions() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequency(
            net.jqwik.api.Tuple.of(12, Kind.SAVE),
            net.jqwik.api.Tuple.of(6, Kind.SAVE_FOR_A_WHILE),
            net.jqwik.api.Tuple.of(4, Kind.SAVE_LARGE),
            net.jqwik.api.Tuple.of(8, Kind.DELETE),
            net.jqwik.api.Tuple.of(4, Kind.WAIT),
            net.jqwik.api.Tuple.of(2, Kind.COMPACT),
            net.jqwik.api.Tuple.of(2, Kind.REOPEN),
            net.jqwik.api.Tuple.of(2, Kind.KILL),
            net.jqwik.api.Tuple.of(1, Kind.CLEAR));
    Arbitrary<Integer> keys = Arbitraries.integers().between(0, 7);
    Arbitrary<Integer> numbers = Arbitraries.integers().between(1, 400);
    return Combinators.combine(kinds, keys, numbers).as(Action::new).list().ofMaxSize(60);
  }

  @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
  void anySequence_isThatOfAMap(@ForAll("actions") List<Action> actions) throws IOException {
    Path temporary = Files.createTempDirectory("larder-model");
    Run run = new Run(temporary);
    try {
      actions.forEach(run::take);
    } finally {
      run.storage.close();
      remove(temporary);
    }
  }

  private static void remove(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One store and the map that it is compared with. */
  private static final class Run {

    private final FakeClock clock = new FakeClock();
    private final Map<Integer, Expected> expected = new TreeMap<>();
    private final Path temporary;
    private Path root;
    private int copies;
    private DiskStorage storage;

    Run(Path temporary) {
      this.temporary = temporary;
      this.root = temporary.resolve("store");
      this.storage = open();
    }

    private DiskStorage open() {
      return DiskStorage.open(
          Stores.config(root, clock).sync(SyncPolicy.NONE).largeValue(500).build());
    }

    void take(Action action) {
      switch (action.kind()) {
        case SAVE -> save(action, action.number(), Long.MAX_VALUE);
        case SAVE_FOR_A_WHILE -> save(action, action.number(), now() + action.number());
        case SAVE_LARGE -> save(action, 500 + action.number(), Long.MAX_VALUE);
        case DELETE ->
            assertThat(storage.delete(Stores.key(action.key())))
                .isEqualTo(expected.remove(action.key()) != null);
        case WAIT -> clock.advance(Duration.ofMillis(action.number()));
        case COMPACT -> assertThat(storage.compact()).isTrue();
        case REOPEN -> reopen();
        case KILL -> kill();
        case CLEAR -> {
          assertThat(storage.clear(Namespace.of("t"))).isEqualTo(expected.size());
          expected.clear();
        }
      }
      expected.values().removeIf(entry -> entry.expiresAt() <= now());
      assertHolds();
    }

    private long now() {
      return clock.instant().toEpochMilli();
    }

    private void save(Action action, int size, long expiresAt) {
      byte[] bytes = new byte[size];
      java.util.Arrays.fill(bytes, (byte) action.number());
      Blob value = Blob.wrap(bytes);
      SaveOptions options = SaveOptions.defaults();
      storage.save(
          Stores.key(action.key()),
          value,
          expiresAt == Long.MAX_VALUE
              ? options
              : options.withTtl(Duration.ofMillis(expiresAt - now())));
      expected.put(action.key(), new Expected(value, expiresAt));
    }

    private void reopen() {
      storage.close();
      storage = open();
    }

    /** Goes on with a copy of the directory, as it is while the store is open. */
    private void kill() {
      Path copy = temporary.resolve("copy" + copies++);
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.toList()) {
          Files.copy(file, copy.resolve(root.relativize(file).toString()));
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      storage.close();
      root = copy;
      storage = open();
    }

    private void assertHolds() {
      for (int key = 0; key < 8; key++) {
        Entry entry = storage.load(Stores.key(key)).orElse(null);
        Expected there = expected.get(key);
        assertThat(entry == null ? null : entry.value())
            .as("of " + key)
            .isEqualTo(there == null ? null : there.value());
      }
      assertThat(storage.listKeys(KeyQuery.in(Namespace.of("t"))).keys()).hasSize(expected.size());
    }
  }
}
