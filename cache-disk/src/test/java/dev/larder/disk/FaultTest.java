package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A file system that fails: the old entry stays, and all is well once the cause is gone. */
final class FaultTest {

  private static final String FULL = "No space left on device";

  @TempDir Path temporary;
  private final FakeClock clock = new FakeClock();
  private final FaultyMedium medium = new FaultyMedium();

  private Path root() {
    return temporary.resolve("store");
  }

  private DiskStorage open(SyncPolicy policy) {
    return DiskStorage.open(
        Stores.config(root(), clock).sync(policy).largeValue(1000).build(), medium);
  }

  private static String loaded(DiskStorage storage) {
    return storage.load(Stores.key("a")).map(Entry::value).map(Blob::toText).orElse("nothing");
  }

  private static void save(DiskStorage storage, String value) {
    storage.save(Stores.key("a"), Blob.ofText(value), SaveOptions.defaults());
  }

  private static CacheException refused(DiskStorage storage, String value) {
    return catchThrowableOfType(CacheException.class, () -> save(storage, value));
  }

  @ParameterizedTest
  @EnumSource
  void fullDisk_keepsTheOldValueUntilThereIsRoom(SyncPolicy policy) {
    try (DiskStorage storage = open(policy)) {
      save(storage, "old");
      medium.fail((call, file) -> call == Call.WRITE ? FULL : null);
      CacheException failure = refused(storage, "new");
      assertThat(failure.code()).isEqualTo(Code.NO_SPACE);
      assertThat(failure)
          .hasMessage(
              "save t/a: the directory "
                  + root()
                  + " failed with java.io.IOException: No space left on device; make room on the"
                  + " file system or lower maxSize");
      assertThat(loaded(storage)).isEqualTo("old");
      assertThat(refused(storage, "large ".repeat(1000)).code()).isEqualTo(Code.NO_SPACE);
      assertThat(loaded(storage)).isEqualTo("old");
      medium.heal();
      save(storage, "newer");
      assertThat(loaded(storage)).isEqualTo("newer");
    }
    try (DiskStorage storage = open(policy)) {
      assertThat(loaded(storage)).isEqualTo("newer");
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BATCH", "ALWAYS"})
  void failedSync_publishesNothing(SyncPolicy policy) {
    try (DiskStorage storage = open(policy)) {
      save(storage, "old");
      medium.fail((call, file) -> call == Call.FORCE ? "Input/output error" : null);
      assertThat(refused(storage, "new").code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(loaded(storage)).isEqualTo("old");
    }
    medium.heal();
    try (DiskStorage storage = open(policy)) {
      assertThat(loaded(storage)).isEqualTo("old");
      save(storage, "newer");
      assertThat(loaded(storage)).isEqualTo("newer");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Permission denied, PERMISSION_DENIED",
    "Read-only file system, PERMISSION_DENIED",
    "Disk quota exceeded, NO_SPACE",
    "Input/output error, UNAVAILABLE"
  })
  void failure_hasTheCodeOfItsCause(String message, Code code) {
    try (DiskStorage storage = open(SyncPolicy.NONE)) {
      medium.fail((call, file) -> message);
      assertThat(refused(storage, "new").code()).isEqualTo(code);
    }
  }

  /** Without a sync it may take a moment until somebody looks. */
  private static CacheException refusedSoon(Runnable change) {
    CacheException failure = null;
    while (failure == null) {
      failure = catchThrowableOfType(CacheException.class, change::run);
    }
    return failure;
  }

  /** The segment, or the control file if the segment was full before somebody looked. */
  private String missing(Object file) {
    return "save t/a: the directory "
        + root()
        + " failed with java.nio.file.NoSuchFileException: "
        + file
        + "; look whether the directory is there and try again";
  }

  @ParameterizedTest
  @EnumSource
  void directoryMovedAway_isUnavailableUntilItIsBack(SyncPolicy policy) throws IOException {
    Path aside = temporary.resolve("aside");
    try (DiskStorage storage = open(policy)) {
      save(storage, "old");
      Files.move(root(), aside);
      CacheException failure = refusedSoon(() -> save(storage, "old"));
      assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(failure.getMessage())
          .isIn(missing(new Layout(root()).segment(1)), missing(new Layout(root()).control()));
      assertThat(refused(storage, "new").code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(loaded(storage)).isEqualTo("old");
      assertThat(catchThrowableOfType(CacheException.class, () -> storage.delete(Stores.key("a"))))
          .extracting(CacheException::code)
          .isEqualTo(Code.UNAVAILABLE);
      assertThat(loaded(storage)).isEqualTo("old");
      Files.move(aside, root());
      save(storage, "newer");
      assertThat(loaded(storage)).isEqualTo("newer");
    }
    try (DiskStorage storage = open(policy)) {
      assertThat(loaded(storage)).isEqualTo("newer");
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void directoryRemovedAndMadeAnew_isUnavailable(SyncPolicy policy) throws IOException {
    Path segment = new Layout(root()).segment(1);
    Path control = new Layout(root()).control();
    try (DiskStorage storage = open(policy)) {
      save(storage, "old");
      Bits.remove(root());
      Files.createDirectories(new Layout(root()).segments());
      Files.writeString(segment, "of another store");
      Files.writeString(control, "of another store");
      CacheException failure = refusedSoon(() -> save(storage, "new"));
      assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(failure.getMessage())
          .isIn(
              missing(segment + ", but another of that name"),
              missing(control + ", but another of that name"));
    }
    assertThat(segment).hasContent("of another store");
    assertThat(new Layout(root()).segment(2)).doesNotExist();
  }

  @Test
  void anyCallOfALargeSaveThatFails_leavesTheOldValueAndNoFile() throws IOException {
    try (DiskStorage storage = open(SyncPolicy.BATCH)) {
      save(storage, "old");
      String value = "large ".repeat(1000);
      for (int fatal = 1; ; fatal++) {
        AtomicInteger left = new AtomicInteger(fatal);
        // Hints are written when there is time, not for the save.
        medium.failHere(
            (call, file) ->
                !file.toString().contains(".hint") && left.decrementAndGet() == 0 ? FULL : null);
        CacheException failure = refused(storage, value);
        medium.heal();
        if (failure == null) {
          assertThat(fatal).isGreaterThan(5);
          assertThat(loaded(storage)).isEqualTo(value);
          break;
        }
        assertThat(loaded(storage)).as("after call " + fatal).isEqualTo("old");
        assertThat(largeFiles()).as("after call " + fatal).isZero();
      }
    }
  }

  private long largeFiles() throws IOException {
    try (Stream<Path> files = Files.walk(root().resolve("large"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
