package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others have put into the directory, under names that a store uses. */
final class ForeignFilesTest {

  @TempDir Path root;
  private List<Path> foreign = List.of();

  private DiskStorage open() {
    return DiskStorage.open(
        DiskStorageConfig.builder(root)
            .sync(SyncPolicy.NONE)
            .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
            .largeValue(1000)
            .build());
  }

  private static void save(DiskStorage storage, String name) {
    storage.save(Stores.key(name), Blob.ofText("value of " + name), SaveOptions.defaults());
  }

  private static void assertLoads(DiskStorage storage, String name) {
    assertThat(storage.load(Stores.key(name)).map(Entry::value).map(Blob::toText))
        .hasValue("value of " + name);
  }

  @BeforeEach
  void putThemThere() throws IOException {
    try (DiskStorage storage = open()) {
      save(storage, "old");
    }
    Layout layout = new Layout(root);
    Files.delete(layout.hint(1));
    foreign =
        List.of(
            layout.large().resolve("ab"),
            // A file among directories; directories among files, the next segment's name too.
            layout.hint(1).resolve("file"),
            layout.segment(2).resolve("file"),
            layout.segment(0xff),
            layout.hint(7).resolve("file"),
            layout.hintDraft(8, 0).resolve("file"));
    for (Path each : foreign) {
      if (each.equals(layout.segment(0xff))) {
        Files.createDirectory(each);
      } else {
        Files.createDirectories(each.getParent());
        Files.writeString(each, "foreign");
      }
    }
  }

  @Test
  void namesOfTheStore_areLeftAloneAndDisturbNobody() throws IOException {
    try (DiskStorage storage = open();
        Child child = Child.start(Actor.class, root)) {
      assertLoads(storage, "old");
      save(storage, "new");
      assertThat(child.ask("save other value")).isEqualTo("saved");
      assertThat(storage.exists(Stores.key("other"))).isTrue();
      save(storage, "old");
      Stores.compact(storage);
      assertThat(storage.usage().deadBytes()).isZero();
      assertThat(storage.verify(true).isOk()).isTrue();
    }
    try (DiskStorage storage = open()) {
      assertLoads(storage, "old");
      assertLoads(storage, "new");
      assertThat(storage.usage().entries()).isEqualTo(3);
    }
    assertThat(foreign).allMatch(Files::exists);
  }
}
