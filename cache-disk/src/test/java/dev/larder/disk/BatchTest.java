package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.BatchException;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches are one group: a sync for all, a cause for each that fails. */
final class BatchTest {

  private static final int KEYS = 500;

  @TempDir Path temporary;
  private final FakeClock clock = new FakeClock();
  private final FaultyMedium medium = new FaultyMedium();

  private DiskStorage open(String name) {
    return DiskStorage.open(
        Stores.config(temporary.resolve(name), clock)
            .sync(SyncPolicy.BATCH)
            .segmentSize(1 << 20)
            .largeValue(2000)
            .build(),
        medium);
  }

  private static List<SaveRequest> requests(SaveOptions options) {
    List<SaveRequest> requests = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      requests.add(new SaveRequest(Stores.key(i), Blob.ofText("value " + i), options));
    }
    return requests;
  }

  private static List<CacheKey> keys() {
    return requests(SaveOptions.defaults()).stream().map(SaveRequest::key).toList();
  }

  @Test
  void batches_syncOnce() {
    try (DiskStorage storage = open("store")) {
      storage.saveAll(requests(SaveOptions.defaults()));
      assertThat(storage.usage().syncs()).isEqualTo(1);
      assertThat(storage.usage().entries()).isEqualTo(KEYS);
      assertThat(storage.deleteAll(keys())).isEqualTo(KEYS);
      assertThat(storage.usage().syncs()).isEqualTo(2);
      storage.saveAll(requests(SaveOptions.defaults()));
      assertThat(storage.clear(Stores.key(0).namespace())).isEqualTo(KEYS);
      assertThat(storage.usage().syncs()).isEqualTo(4);
      assertThat(storage.usage().entries()).isZero();
    }
  }

  @Test
  void refusedSaves_doNotHinderTheOthers() {
    try (DiskStorage storage = open("store")) {
      storage.save(Stores.key(7), Blob.ofText("was there"), SaveOptions.defaults());
      BatchException failure =
          catchThrowableOfType(
              BatchException.class,
              () -> storage.saveAll(requests(SaveOptions.defaults().onlyIfAbsent())));
      assertThat(failure.failures()).containsOnlyKeys(Stores.key(7));
      assertThat(failure.code()).isEqualTo(Code.ALREADY_EXISTS);
      assertThat(storage.load(Stores.key(7)).orElseThrow().value().toText()).isEqualTo("was there");
      assertThat(storage.stats().entries()).hasValue(KEYS);
    }
  }

  @Test
  void failedSync_isTheCauseOfEachKey() {
    try (DiskStorage storage = open("store")) {
      storage.saveAll(requests(SaveOptions.defaults()));
      medium.fail((call, file) -> call == Call.FORCE ? "Input/output error" : null);
      BatchException saves =
          catchThrowableOfType(
              BatchException.class, () -> storage.saveAll(requests(SaveOptions.defaults())));
      BatchException removals =
          catchThrowableOfType(BatchException.class, () -> storage.deleteAll(keys()));
      BatchException clearing =
          catchThrowableOfType(
              BatchException.class, () -> storage.clear(Stores.key(0).namespace()));
      medium.heal();
      assertThat(saves.failures()).containsOnlyKeys(keys());
      assertThat(removals.failures()).containsOnlyKeys(keys());
      for (CacheException cause : removals.failures().values()) {
        assertThat(cause.code()).isEqualTo(Code.UNAVAILABLE);
      }
      assertThat(clearing.operation()).isEqualTo("clear");
      assertThat(clearing.failures()).containsOnlyKeys(keys());
      assertThat(List.of(saves.done(), removals.done(), clearing.done())).containsOnly(0L);
      assertThat(storage.stats().entries()).hasValue(KEYS);
    }
  }

  @Test
  void largeValuesOfFailedSaves_leaveNoFiles() throws IOException {
    try (DiskStorage storage = open("store")) {
      storage.save(Stores.key(1), Blob.ofText("was there"), SaveOptions.defaults());
      List<SaveRequest> requests = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Blob large = Blob.wrap(new byte[5000]);
        requests.add(new SaveRequest(Stores.key(i), large, SaveOptions.defaults().onlyIfAbsent()));
      }
      BatchException failure =
          catchThrowableOfType(BatchException.class, () -> storage.saveAll(requests));
      assertThat(failure.failures()).containsOnlyKeys(Stores.key(1));
      try (Stream<Path> files = Files.walk(temporary.resolve("store").resolve("large"))) {
        assertThat(files.filter(Files::isRegularFile)).hasSize(2);
      }
    }
  }

  @Test
  void groupThatWasWrittenInPart_doesNotComeBackAfterAKill() throws IOException {
    try (DiskStorage storage = open("store")) {
      storage.save(Stores.key("before"), Blob.ofText("there"), SaveOptions.defaults());
      medium.fail((call, file) -> call == Call.WRITE ? "No space left on device" : null);
      BatchException failure =
          catchThrowableOfType(
              BatchException.class, () -> storage.saveAll(requests(SaveOptions.defaults())));
      assertThat(failure.code()).isEqualTo(Code.NO_SPACE);
      medium.heal();
      storage.save(Stores.key("after"), Blob.ofText("there"), SaveOptions.defaults());
      copySegments();
    }
    try (DiskStorage left = open("left")) {
      assertThat(left.stats().entries()).hasValue(2);
    }
  }

  /** Copies what a killed process would leave. */
  private void copySegments() throws IOException {
    Path from = temporary.resolve("store").resolve("segments");
    Path to = temporary.resolve("left").resolve("segments");
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }
}
