package dev.larder.disk;

import static dev.larder.disk.HintStores.copy;
import static dev.larder.disk.HintStores.files;
import static dev.larder.disk.HintStores.loaded;
import static dev.larder.disk.HintStores.save;
import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.HintStores.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each sealed segment has a hint, by which a store is opened as it would be without. */
final class HintTest {

  @TempDir Path temporary;
  private final HintStores stores = new HintStores();

  private Path root() {
    return temporary.resolve("store");
  }

  @Test
  void closedStore_hasAHintForEachSegment() throws IOException {
    try (DiskStorage storage = stores.open(root())) {
      for (int i = 0; i < 500; i++) {
        save(storage, i, "x".repeat(900));
      }
    }
    List<Path> segments = files(root(), ".seg");
    assertThat(segments).hasSizeGreaterThan(5);
    assertThat(files(root(), ".hint"))
        .containsExactlyElementsOf(
            segments.stream()
                .map(file -> Path.of(file.toString().replace(".seg", ".hint")))
                .toList());
    assertThat(files(root(), ".tmp")).isEmpty();
  }

  @Test
  void withHints_isWhatIsWithout() throws IOException {
    Path root = stores.filled(root());
    Path without = temporary.resolve("without");
    copy(root, without);
    for (Path hint : files(without, ".hint")) {
      Files.delete(hint);
    }
    Content expected = stores.content(without);
    assertThat(expected.entries()).hasSize(12 - 1 + 3 + 1 + 3);
    assertThat(stores.content(root)).isEqualTo(expected);
  }

  @Test
  void missingHint_isWrittenWithTheSameBytes() throws IOException {
    Path root = stores.filled(root());
    List<byte[]> before = new ArrayList<>();
    for (Path hint : files(root, ".hint")) {
      before.add(Files.readAllBytes(hint));
      Files.delete(hint);
    }
    stores.content(root);
    List<Path> after = files(root, ".hint");
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).hasBinaryContent(before.get(i));
    }
  }

  @Test
  void orphansAndDrafts_areRemoved_butNoFileOfOthers() throws IOException {
    Path segments = stores.filled(root()).resolve("segments");
    Path hint = files(root(), ".hint").get(0);
    List<Path> orphans =
        Stream.of("000000ff.hint", "00000001.hint-00.tmp", "000000ff.hint-1a.tmp")
            .map(segments::resolve)
            .toList();
    List<Path> others =
        Stream.of("my.hint", "00000001.tmp", "00000001.hint.bak").map(segments::resolve).toList();
    for (Path file : Stream.concat(orphans.stream(), others.stream()).toList()) {
      Files.copy(hint, file);
    }
    stores.open(root()).close();
    assertThat(orphans).allSatisfy(file -> assertThat(file).doesNotExist());
    assertThat(others).allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void compactedSegment_takesItsHintWithIt() throws IOException {
    Map<Integer, String> expected = new HashMap<>();
    Random random = new Random(1);
    try (DiskStorage storage = stores.open(root())) {
      for (int i = 0; i < 3000; i++) {
        int key = random.nextInt(100);
        save(storage, key, "value " + i + " x".repeat(200));
        expected.put(key, "value " + i + " x".repeat(200));
      }
      assertThat(storage.compact()).isTrue();
    }
    assertThat(files(root(), ".hint")).hasSameSizeAs(files(root(), ".seg"));
    try (DiskStorage storage = stores.open(root())) {
      assertThat(storage.stats().entries()).hasValue(expected.size());
      expected.forEach((key, value) -> assertThat(loaded(storage, key)).isEqualTo(value));
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  @Test
  void olderRecordsCountedByHints_letTombstonesGoInTheEnd() {
    for (int round = 0; round < 4; round++) {
      try (DiskStorage storage = stores.open(root())) {
        for (int i = 0; i < 300; i++) {
          save(storage, i % 30, "round " + round + " value " + i);
        }
      }
    }
    try (DiskStorage storage = stores.open(root())) {
      for (int i = 0; i < 30; i++) {
        storage.delete(Stores.key(i));
      }
    }
    try (DiskStorage storage = stores.open(root())) {
      storage.compact();
      storage.compact();
      assertThat(storage.usage().deadBytes()).isZero();
      assertThat(storage.stats().entries()).hasValue(0);
    }
  }

  @Test
  void hintThatCannotBeWritten_isDoneWithout() throws IOException {
    FaultyMedium medium = new FaultyMedium();
    DiskStorageConfig config = stores.config(root());
    try (DiskStorage storage = DiskStorage.open(config, medium)) {
      save(storage, 1, "value");
      medium.fail(
          (call, file) -> file.toString().contains(".hint") ? "No space left on device" : null);
    }
    assertThat(files(root(), ".hint")).isEmpty();
    assertThat(files(root(), ".tmp")).isEmpty();
    try (DiskStorage storage = stores.open(root())) {
      assertThat(loaded(storage, 1)).isEqualTo("value");
    }
    assertThat(files(root(), ".hint")).hasSize(1);
  }
}
