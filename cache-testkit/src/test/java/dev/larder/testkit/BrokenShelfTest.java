package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The persistence kit finds every fault, by the tests that are named for the rule. */
final class BrokenShelfTest {

  private static volatile BiFunction<Path, StorageSetup, Storage> subject = ShelfStorage::new;

  /** The kit, run against the fault at hand. */
  static final class Subject extends PersistenceContractTest {
    @Override
    protected Storage open(Path directory, StorageSetup setup) {
      return subject.apply(directory, setup);
    }
  }

  /** A storage with one thing wrong, and the tests that have to fail for it. */
  record Flaw(String what, BiFunction<Path, StorageSetup, Storage> open, Set<String> expected) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Flaw flaw(
      String what, BiFunction<Path, StorageSetup, Storage> open, String... expected) {
    return new Flaw(what, open, new TreeSet<>(List.of(expected)));
  }

  static Stream<Flaw> flaws() {
    return Stream.of(persistence(), damage(), directory(), kills(), reopening())
        .flatMap(List::stream);
  }

  private static List<Flaw> persistence() {
    return List.of(
        flaw(
            "is in memory",
            (d, s) -> new ReferenceStorage(s),
            "Damage.appendedBytes_serveNoWrongValue",
            "Damage.fileCutByOneByte_servesNoWrongValue",
            "Damage.fileCutInTheMiddle_servesNoWrongValue",
            "Damage.fileCutToNothing_servesNoWrongValue",
            "Damage.flippedBitAtTheBeginning_servesNoWrongValue",
            "Damage.flippedBitInTheMiddle_servesNoWrongValue",
            "Damage.flippedBitNearTheEnd_servesNoWrongValue",
            "Damage.foreignFiles_areNoEntriesAndStay",
            "Damage.zeroedEnd_servesNoWrongValue",
            "Kill.afterDelete_theEntryIsGone",
            "Kill.afterOverwrite_theNewEntryIsThere",
            "Kill.afterSave_theEntryIsThere",
            "Kill.betweenWriteAndCommit_theOldEntryIsThere",
            "Reopen.clearedNamespace_staysEmpty",
            "Reopen.deletedEntry_staysGone",
            "Reopen.largeValue_isThere",
            "Reopen.metadata_isTheSame",
            "Reopen.overwrittenEntry_isTheLast",
            "Reopen.savedEntry_isThere",
            "Reopen.storage_saysThatItIsPersistent",
            "Reopen.timeToLive_goesOnWhileClosed",
            "Reopen.unusualNames_areThere",
            "Reopen.versions_areNotGivenAgain"),
        flaw(
            "says that it is not persistent",
            BrokenShelfTest::deniesPersistence,
            "Reopen.storage_saysThatItIsPersistent"));
  }

  private static List<Flaw> damage() {
    return List.of(
        flaw(
            "has no checksum",
            (d, s) ->
                new ShelfStorage(d, s) {
                  @Override
                  boolean isWhole(byte[] file) {
                    return file.length > 60;
                  }
                },
            "Damage.fileCutInTheMiddle_servesNoWrongValue",
            "Damage.flippedBitAtTheBeginning_servesNoWrongValue",
            "Damage.flippedBitInTheMiddle_servesNoWrongValue",
            "Damage.flippedBitNearTheEnd_servesNoWrongValue",
            "Damage.zeroedEnd_servesNoWrongValue"),
        flaw(
            "looks at the length only",
            (d, s) ->
                new ShelfStorage(d, s) {
                  @Override
                  boolean isWhole(byte[] file) {
                    return super.isWhole(file) || (file.length > 60 && file[file.length - 1] != 0);
                  }
                },
            "Damage.fileCutInTheMiddle_servesNoWrongValue",
            "Damage.flippedBitAtTheBeginning_servesNoWrongValue",
            "Damage.flippedBitInTheMiddle_servesNoWrongValue",
            "Damage.flippedBitNearTheEnd_servesNoWrongValue"),
        flaw(
            "breaks on an empty file",
            (d, s) ->
                new ShelfStorage(d, s) {
                  @Override
                  boolean isWhole(byte[] file) {
                    if (file.length == 0 && Files.exists(d) && hasEmpty(d)) {
                      throw new IllegalStateException("an empty file");
                    }
                    return super.isWhole(file);
                  }
                },
            "Damage.fileCutToNothing_servesNoWrongValue"));
  }

  private static List<Flaw> directory() {
    return List.of(
        flaw(
            "is not to be opened beside other files",
            (d, s) -> {
              if (Files.exists(d.resolve("README.txt"))) {
                throw new IllegalStateException("not a shelf");
              }
              return new ShelfStorage(d, s);
            },
            "Damage.foreignFiles_areNoEntriesAndStay"),
        flaw(
            "clears the directory",
            (d, s) ->
                new ShelfStorage(d, s) {
                  @Override
                  protected long doClear(Namespace namespace) {
                    long cleared = super.doClear(namespace);
                    deleteIfExists(d.resolve("README.txt"));
                    return cleared;
                  }
                },
            "Damage.foreignFiles_areNoEntriesAndStay"));
  }

  private static List<Flaw> kills() {
    return List.of(
        flaw(
            "finds its own lock after a kill",
            BrokenShelfTest::locks,
            "Kill.afterAKill_theStorageWorks",
            "Kill.afterClear_theEntriesAreGone",
            "Kill.afterDelete_theEntryIsGone",
            "Kill.afterOverwrite_theNewEntryIsThere",
            "Kill.afterSave_theEntryIsThere",
            "Kill.betweenWriteAndCommit_theOldEntryIsThere"),
        flaw(
            "streams into the entry itself",
            BrokenShelfTest::streamsInPlace,
            "Kill.betweenWriteAndCommit_theOldEntryIsThere"));
  }

  private static List<Flaw> reopening() {
    return List.of(
        flaw(
            "counts versions from one",
            (d, s) ->
                new ShelfStorage(d, s) {
                  private int last;

                  @Override
                  String nextVersion() {
                    return "v" + ++last;
                  }
                },
            "Reopen.versions_areNotGivenAgain"),
        flaw(
            "forgets deletes",
            BrokenShelfTest::forgetsDeletes,
            "Kill.afterClear_theEntriesAreGone",
            "Kill.afterDelete_theEntryIsGone",
            "Reopen.clearedNamespace_staysEmpty",
            "Reopen.deletedEntry_staysGone"),
        flaw(
            "brings back what was overwritten",
            BrokenShelfTest::writesOnClose,
            "Kill.afterOverwrite_theNewEntryIsThere",
            "Reopen.overwrittenEntry_isTheLast"),
        flaw(
            "forgets when entries expire",
            BrokenShelfTest::forgetsExpiry,
            "Reopen.timeToLive_goesOnWhileClosed"),
        flaw(
            "does not keep large values", BrokenShelfTest::dropsLarge, "Reopen.largeValue_isThere"),
        flaw(
            "forgets names with odd characters",
            BrokenShelfTest::dropsOdd,
            "Reopen.unusualNames_areThere"));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void flaw_failsTheTestsOfItsRuleAndNoOther(Flaw flaw) {
    subject = flaw.open();
    assertThat(KitRun.failing(Subject.class, true, flaw.expected()))
        .containsExactlyInAnyOrderElementsOf(flaw.expected());
  }

  @Test
  void everyTestOfTheKit_failsForSomeFlaw() {
    Set<String> unproved = new HashSet<>(KitRun.tests(PersistenceContractTest.class, false));
    flaws().map(Flaw::expected).forEach(unproved::removeAll);
    assertThat(unproved).isEmpty();
  }

  private static boolean hasEmpty(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.anyMatch(file -> file.toFile().length() == 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void deleteIfExists(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Hides what it deleted, instead of deleting it. */
  private static Storage forgetsDeletes(Path directory, StorageSetup setup) {
    Storage s = new ShelfStorage(directory, setup);
    Set<CacheKey> hidden = ConcurrentHashMap.newKeySet();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              hidden.remove(k);
              return s.save(k, v, o);
            })
        .onLoad(k -> hidden.contains(k) ? Optional.empty() : s.load(k))
        .onDelete(k -> s.exists(k) && hidden.add(k))
        .onClear(
            n -> {
              List<CacheKey> keys = s.listKeys(KeyQuery.in(n)).keys();
              hidden.addAll(keys);
              return keys.size();
            });
  }

  /** Keeps each second save of a key in memory until it is closed, and forgets it then. */
  private static Storage writesOnClose(Path directory, StorageSetup setup) {
    Storage s = new ShelfStorage(directory, setup);
    Map<CacheKey, Blob> later = new ConcurrentHashMap<>();
    return new Faulty(s)
        .onSave(
            (k, v, o) -> {
              if (v.toText().equals("new") && s.exists(k)) {
                later.put(k, v);
                return s.stat(k).orElseThrow();
              }
              return s.save(k, v, o);
            })
        .onLoad(
            k ->
                s.load(k)
                    .map(e -> later.containsKey(k) ? Entry.of(later.get(k), e.metadata()) : e));
  }

  private static Storage locks(Path directory, StorageSetup setup) {
    Path lock = directory.resolve("lock");
    try {
      Files.createFile(lock);
    } catch (IOException there) {
      throw new UncheckedIOException(there);
    }
    Storage s = new ShelfStorage(directory, setup);
    return new Faulty(s)
        .onClose(
            () -> {
              deleteIfExists(lock);
              s.close();
            });
  }

  private static Storage deniesPersistence(Path directory, StorageSetup setup) {
    Storage s = new ShelfStorage(directory, setup);
    return new Faulty(s).onInfo(() -> s.info().toBuilder().persistent(false).build());
  }

  private static Storage forgetsExpiry(Path directory, StorageSetup setup) {
    Storage s = new ShelfStorage(directory, setup);
    return new Faulty(s).onSave((k, v, o) -> s.save(k, v, SaveOptions.defaults()));
  }

  private static Storage dropsLarge(Path directory, StorageSetup setup) {
    Storage s = new ShelfStorage(directory, setup);
    return new Faulty(s)
        .onSave((k, v, o) -> s.save(k, v.size() > 2_500_000 ? Blob.ofText("too large") : v, o));
  }

  private static Storage dropsOdd(Path directory, StorageSetup setup) {
    Storage s = new ShelfStorage(directory, setup);
    return new Faulty(s).onLoad(k -> k.name().equals("con") ? Optional.empty() : s.load(k));
  }

  private static Storage streamsInPlace(Path directory, StorageSetup setup) {
    Storage s = new ShelfStorage(directory, setup);
    return new Faulty(s)
        .onOpenWrite(
            (k, o) ->
                new Wrong(s, k, o) {
                  @Override
                  public void write(byte[] bytes, int offset, int length) {
                    super.write(bytes, offset, length);
                    s.save(k, value(), o);
                  }
                });
  }
}
