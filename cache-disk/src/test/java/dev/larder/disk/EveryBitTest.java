package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every bit of every file of a small store but its hints, turned around one by one. */
final class EveryBitTest {

  /** What must be there: a value and what is said of it. */
  private record Kept(Blob value, EntryMetadata metadata) {}

  @TempDir(factory = MemoryDirectory.class)
  Path temporary;

  private final FakeClock clock = new FakeClock();

  /** With which of the bits to begin where not all are turned around. */
  private final int phase = (int) (Seeds.next(this) & 63);

  private final Map<CacheKey, Kept> kept = new TreeMap<>();
  private Path root;
  private Path killed;
  private Path copy;

  private DiskStorage open(Path directory) {
    return DiskStorage.open(
        Stores.config(directory, clock).sync(SyncPolicy.NONE).largeValue(100).build(),
        FaultyMedium.unsynced());
  }

  /** Several sessions, so that there are several segments, and older records of a key. */
  @BeforeEach
  void fill() throws IOException {
    root = temporary.resolve("store");
    copy = temporary.resolve("copy");
    try (DiskStorage storage = open(root)) {
      save(storage, "new", Blob.ofText("an old value"), SaveOptions.defaults());
      save(storage, "deleted", Blob.ofText("a deleted value"), SaveOptions.defaults());
      save(storage, "plain", Blob.ofText("a value"), SaveOptions.defaults());
    }
    try (DiskStorage storage = open(root)) {
      save(storage, "new", Blob.ofText("a new value"), SaveOptions.defaults());
      storage.delete(Stores.key("deleted"));
      kept.remove(Stores.key("deleted"));
      SaveOptions labelled =
          SaveOptions.defaults()
              .withTtl(Duration.ofDays(1))
              .withAttribute("owner", "me")
              .withTags("daily");
      save(storage, "labelled", Blob.ofText("labels"), labelled);
      save(storage, "large", Blob.ofText("large ".repeat(20)), SaveOptions.defaults());
      killed = temporary.resolve("killed");
      Bits.restore(root, killed);
    }
    Files.createDirectories(root.resolve("quarantine"));
    Files.writeString(root.resolve("quarantine/00000009.seg"), "damaged");
    Files.writeString(root.resolve("segments/notes.txt"), "not of the store");
  }

  private void save(DiskStorage storage, String name, Blob value, SaveOptions options) {
    CacheKey key = Stores.key(name);
    kept.put(key, new Kept(value, storage.save(key, value, options)));
  }

  /** Opens the copy, and returns what is missing; what is there must be right. */
  private List<CacheKey> missing(String what) {
    List<CacheKey> missing = new ArrayList<>();
    try (DiskStorage storage = open(copy)) {
      assertThat(kept.keySet())
          .as(what)
          .containsAll(storage.listKeys(KeyQuery.in(Namespace.of("t"))).keys());
      storage.verify(false);
      kept.forEach(
          (key, there) -> {
            Entry entry = storage.load(key).orElse(null);
            if (entry == null) {
              missing.add(key);
            } else {
              assertThat(entry.value().equals(there.value())).as(what + ": " + key).isTrue();
              assertThat(entry.metadata()).as(what).isEqualTo(there.metadata());
            }
          });
      assertThat(storage.load(Stores.key("deleted"))).as(what).isEmpty();
    }
    return missing;
  }

  private interface Check {
    void run(String what) throws IOException;
  }

  /**
   * Turns around every bit of the files with such names; in a build, where opening the store so
   * many times would take too long, one in so many, and not those of which there are thousands.
   *
   * @return how many bits there were
   */
  private long eachBit(String part, int oneIn, long mostBits, Check check) throws IOException {
    boolean all = Boolean.getBoolean("larder.soak");
    long bits = 0;
    for (Path file : Bits.files(root)) {
      String name = root.relativize(file).toString();
      long end = name.contains(part) ? 8 * Files.size(file) : 0;
      for (long bit = all ? 0 : phase % oneIn; bit < (all ? end : Math.min(end, mostBits)); ) {
        bits++;
        Bits.restore(root, copy);
        Bits.flip(copy.resolve(name), bit);
        check.run("bit " + bit + " of " + name);
        bit += all ? 1 : oneIn;
      }
    }
    return bits;
  }

  /** What happened before the store is opened again. */
  enum Before {
    CLOSE,
    KILL,
    RESTART
  }

  @ParameterizedTest
  @EnumSource
  void ofASegment_costsOneEntryAtTheMost(Before before) throws IOException {
    if (before == Before.KILL) {
      root = killed;
    }
    if (before == Before.RESTART) {
      // The first bit of what is known of the run of the machine.
      Bits.flip(root.resolve("control"), 8 * Control.BOOT);
    }
    long bits =
        eachBit(
            ".seg",
            before == Before.CLOSE ? 1 : 7,
            8 * 700,
            what -> assertThat(missing(what)).as(what).hasSizeLessThan(2));
    assertThat(bits).isGreaterThan(400);
  }

  @Test
  void ofALargeValue_costsThatEntry() throws IOException {
    long bits =
        eachBit(
            ".val",
            1,
            Long.MAX_VALUE,
            what -> assertThat(missing(what)).as(what).isSubsetOf(Stores.key("large")));
    assertThat(bits).isGreaterThan(1000);
  }

  @Test
  void ofTheFormat_costsNothing() throws IOException {
    long bits =
        eachBit(
            "larder.format",
            1,
            Long.MAX_VALUE,
            what -> assertThat(missing(what)).as(what).isEmpty());
    assertThat(bits).isEqualTo(8 * 36);
  }

  /** All numbers in it and the first of the locks, which are all alike. */
  @Test
  void ofTheControlFile_costsNothingNowOrLater() throws IOException {
    eachBit(
        "control",
        5,
        8 * 312,
        what -> {
          assertThat(missing(what)).as(what).isEmpty();
          Blob value = Blob.ofText("newest");
          try (DiskStorage storage = open(copy)) {
            storage.save(Stores.key("new"), value, SaveOptions.defaults());
          }
          try (DiskStorage storage = open(copy)) {
            assertThat(storage.load(Stores.key("new")).orElseThrow().value().equals(value))
                .as(what)
                .isTrue();
          }
        });
  }
}
