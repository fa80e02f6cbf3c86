package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What killed processes leave of large values, while another one has the store open all along. */
final class LeftoversTest {

  private static final String OLD = "old ".repeat(500);
  private static final String NEW = "new ".repeat(1000);

  @TempDir Path root;
  private final FaultyMedium medium = new FaultyMedium();
  private DiskStorage storage;

  /** Who removes them. */
  enum Remover {
    COMPACT,
    REPAIR,
    BACKGROUND
  }

  @BeforeEach
  void open() {
    DiskStorageConfig config = DiskStorageConfig.builder(root).largeValue(1000).build();
    storage = DiskStorage.open(config, medium);
    storage.save(Stores.key("a"), Blob.ofText(OLD), SaveOptions.defaults());
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private long files(String suffix) {
    try {
      return Bits.files(root.resolve("large")).stream()
          .filter(file -> file.toString().endsWith(suffix))
          .count();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private String loaded() {
    return storage.load(Stores.key("a")).map(Entry::value).map(Blob::toText).orElse("nothing");
  }

  /** Has them removed, and waits for that where it happens by itself. */
  private void assertRemoved(Remover remover, String suffix, long left) {
    if (remover == Remover.COMPACT) {
      Stores.compact(storage);
    } else if (remover == Remover.REPAIR) {
      assertThat(storage.verify(true).isOk()).isTrue();
    }
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (remover == Remover.BACKGROUND && files(suffix) > left && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertThat(files(suffix)).isEqualTo(left);
  }

  private void kill(Child child, String suffix, int files) {
    assertThat(files(suffix)).isEqualTo(files);
    child.kill();
    child.exit();
  }

  @ParameterizedTest
  @EnumSource
  void draftOfADeadProcess_isRemoved(Remover remover) {
    try (Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("stream a")).isEqualTo("streamed");
      kill(child, ".tmp", 1);
      assertRemoved(remover, ".tmp", 0);
      assertThat(loaded()).isEqualTo(OLD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void draftOfADeadProcessWhosePlaceIsTaken_isRemoved(Remover remover) {
    try (Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("stream a")).isEqualTo("streamed");
      kill(child, ".tmp", 1);
      try (Child next = Child.start(Actor.class, root)) {
        assertThat(next.ask("save b value")).isEqualTo("saved");
        assertRemoved(remover, ".tmp", 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileThatADeadProcessHadReplaced_isRemoved(Remover remover) {
    try (Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("save a " + "x".repeat(3000))).isEqualTo("saved");
      assertThat(child.ask("stop DELETE .val")).isEqualTo("will stop");
      assertThat(child.ask("save a " + "y".repeat(3000))).isEqualTo("stopped");
      kill(child, ".val", 2);
      assertRemoved(remover, ".val", 1);
      assertThat(loaded()).isEqualTo("y".repeat(3000));
    }
  }

  @ParameterizedTest
  @EnumSource
  void fileForWhichADeadProcessHadNoRecordYet_isRemoved(Remover remover) {
    try (Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("save b value")).isEqualTo("saved");
      assertThat(child.ask("stop FORCE")).isEqualTo("will stop");
      assertThat(child.ask("save a " + "x".repeat(3000))).isEqualTo("stopped");
      kill(child, ".val", 2);
      assertRemoved(remover, ".val", 1);
      assertThat(loaded()).isEqualTo(OLD);
    }
    storage.close();
    open();
    assertThat(loaded()).isEqualTo(OLD);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPACT", "REPAIR"})
  void fileOfTheSecondLastInItsPlace_isRemoved(Remover remover) {
    try (Child child = Child.start(Actor.class, root)) {
      assertThat(child.ask("save b value")).isEqualTo("saved");
      assertThat(child.ask("stop FORCE")).isEqualTo("will stop");
      assertThat(child.ask("save a " + "x".repeat(3000))).isEqualTo("stopped");
      kill(child, ".val", 2);
      try (Child next = Child.start(Actor.class, root)) {
        assertThat(next.ask("save b value")).isEqualTo("saved");
        assertRemoved(remover, ".val", 1);
        assertThat(loaded()).isEqualTo(OLD);
      }
    }
  }

  @Test
  void whatALivingProcessIsWriting_stays() {
    try (Child streaming = Child.start(Actor.class, root);
        Child saving = Child.start(Actor.class, root)) {
      assertThat(streaming.ask("stream b")).isEqualTo("streamed");
      assertThat(saving.ask("save c value")).isEqualTo("saved");
      assertThat(saving.ask("stop FORCE")).isEqualTo("will stop");
      assertThat(saving.ask("save c " + "x".repeat(3000))).isEqualTo("stopped");
      Stores.compact(storage);
      assertThat(storage.verify(true).isOk()).isTrue();
      assertThat(files(".tmp")).isEqualTo(1);
      assertThat(files(".val")).isEqualTo(2);
      assertThat(saving.ask("go on")).isEqualTo("saved");
      assertThat(streaming.ask("commit")).isEqualTo("saved");
      assertThat(storage.load(Stores.key("b")).orElseThrow().value().size()).isEqualTo(200_000);
      assertThat(storage.load(Stores.key("c")).orElseThrow().value().size()).isEqualTo(3000);
    }
  }

  @Test
  void whatThisProcessIsWriting_stays() {
    medium.fail(
        (call, file) -> {
          if (call == Call.FORCE && file.toString().endsWith(".seg")) {
            // The file has its name, and the record is not yet published.
            medium.heal();
            storage.verify(true);
          }
          return null;
        });
    storage.save(Stores.key("a"), Blob.ofText(NEW), SaveOptions.defaults());
    assertThat(loaded()).isEqualTo(NEW);
    assertThat(files(".val")).isEqualTo(1);
  }

  @Test
  void fileThatCouldNotBeRemoved_isRemovedLater() {
    medium.fail((call, file) -> call == Call.DELETE ? "Input/output error" : null);
    storage.save(Stores.key("a"), Blob.ofText(NEW), SaveOptions.defaults());
    assertThat(files(".val")).isEqualTo(2);
    medium.heal();
    assertRemoved(Remover.REPAIR, ".val", 1);
    assertThat(loaded()).isEqualTo(NEW);
  }
}
