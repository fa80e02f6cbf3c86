package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.disk.RecordingMedium.Synced;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody reads whose directory cannot be opened. */
final class OpenFailureTest {

  @TempDir Path temporary;
  private final FaultyMedium medium = new FaultyMedium();

  private CacheException refusal(Path root) {
    DiskStorageConfig config = Stores.config(root, new FakeClock()).build();
    return catchThrowableOfType(
        CacheException.class, () -> DiskStorage.open(config, medium).close());
  }

  @Test
  void fileInPlaceOfTheDirectory_isNamed() throws IOException {
    Path root = Files.writeString(temporary.resolve("store"), "a file");
    CacheException refusal = refusal(root);
    assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refusal).hasMessage("open: " + root + " is not a directory; name another directory");
    assertThat(root).hasContent("a file");
  }

  @Test
  void fileOnTheWayToTheDirectory_isUnavailable() throws IOException {
    Path root = Files.writeString(temporary.resolve("file"), "").resolve("store");
    CacheException refusal = refusal(root);
    assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
    assertThat(refusal)
        .hasMessage(
            "open: the directory "
                + root
                + " failed with java.nio.file.FileSystemException: "
                + root
                + ": Not a directory; name another directory");
  }

  @Test
  void fileInPlaceOfTheSegments_isNamed() throws IOException {
    Path segments = Files.createDirectory(temporary.resolve("store")).resolve("segments");
    Files.writeString(segments, "a file");
    assertThat(refusal(temporary.resolve("store")))
        .hasMessage("open: " + segments + " is not a directory; name another directory");
  }

  @Test
  void missingParents_areMade() {
    Path root = temporary.resolve("a/b/c");
    assertThat(refusal(root)).isNull();
    assertThat(root).isDirectory();
  }

  @Test
  void directoriesThatAreMade_areBroughtToTheMedium() {
    RecordingMedium recording = new RecordingMedium();
    Path root = temporary.resolve("a/b/store");
    DiskStorageConfig config = Stores.config(root, new FakeClock()).build();
    DiskStorage.open(config, recording).close();
    assertThat(recording.events)
        .contains(
            new Synced(temporary),
            new Synced(temporary.resolve("a")),
            new Synced(temporary.resolve("a/b")),
            new Synced(root));
    recording.events.clear();
    DiskStorage.open(config, recording).close();
    assertThat(recording.events).noneMatch(event -> event instanceof Synced);
  }

  @Test
  void parentThatCannotBeSynced_isDoneWithout() {
    Path root = temporary.resolve("a/store");
    medium.fail(
        (call, file) ->
            call == Call.SYNC_DIRECTORY && !file.startsWith(root) ? "Permission denied" : null);
    assertThat(refusal(root)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Permission denied, PERMISSION_DENIED, let this user write there",
    "Operation not permitted, PERMISSION_DENIED, let this user write there",
    "Read-only file system, PERMISSION_DENIED, let this user write there",
    "No space left on device, NO_SPACE, make room on the file system or lower maxSize",
    "Disk quota exceeded, NO_SPACE, make room on the file system or lower maxSize",
    "Too many open files, UNAVAILABLE, 'raise the limit on open files, see ulimit -n'",
    "Map failed, UNAVAILABLE, raise the limit on mapped files (vm.max_map_count on Linux)",
    "Input/output error, UNAVAILABLE, look whether the directory is there and try again"
  })
  void failureOfTheSystem_saysWhatToDo(String message, Code code, String advice) {
    Path root = temporary.resolve("store");
    medium.fail((call, file) -> call == Call.OPEN ? message : null);
    CacheException refusal = refusal(root);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal)
        .hasMessage(
            "open: the directory "
                + root
                + " failed with java.io.IOException: "
                + message
                + "; "
                + advice);
    medium.heal();
    assertThat(refusal(root)).isNull();
  }
}
