package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks of processes that do not give them back. */
final class KeyLocksTest {

  private static final String KEY = "held";

  @TempDir Path root;

  private DiskStorage open() {
    return DiskStorage.open(DiskStorageConfig.builder(root).build());
  }

  private static void save(DiskStorage storage, String name, String value) {
    storage.save(Stores.key(name), Blob.ofText(value), SaveOptions.defaults());
  }

  private static String loaded(DiskStorage storage, String name) {
    return storage.load(Stores.key(name)).map(Entry::value).map(Blob::toText).orElse("nothing");
  }

  /** Returns a process that has stopped in the middle of a save. */
  private Child holding(Call where) {
    Child child = Child.start(Actor.class, root);
    if (where != Call.OPEN) {
      // So that there is a segment, and the call is one of the save itself.
      assertThat(child.ask("save first of-the-holder")).isEqualTo("saved");
    }
    assertThat(child.ask("stop " + where)).isEqualTo("will stop");
    assertThat(child.ask("save " + KEY + " of-the-holder")).isEqualTo("stopped");
    return child;
  }

  /** In the append, before the publication, and with the lock for making segments. */
  @ParameterizedTest
  @EnumSource(names = {"WRITE", "FORCE", "OPEN"})
  void killedInASave_losesItsLocksAndThatSaveAlone(Call where) {
    try (DiskStorage storage = open()) {
      save(storage, KEY, "old");
      try (Child child = holding(where)) {
        child.kill();
        child.exit();
      }
      assertThat(loaded(storage, KEY)).isEqualTo("old");
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            save(storage, KEY, "new");
            // A new segment, for which another lock is needed.
            storage.compact();
            save(storage, "another", "value");
          });
      assertThat(loaded(storage, KEY)).isEqualTo("new");
    }
    try (DiskStorage storage = open()) {
      assertThat(loaded(storage, KEY)).isEqualTo("new");
      assertThat(storage.exists(Stores.key("first"))).isEqualTo(where != Call.OPEN);
      assertThat(storage.verify(false).isOk()).isTrue();
    }
  }

  private void killInASave() {
    try (Child child = holding(Call.FORCE)) {
      child.kill();
      child.exit();
    }
  }

  /** Its record is written as a whole; the next opening would take it in. */
  @Test
  void killedBeforeThePublication_hasNotSavedOnceItsLockIsTakenOver(@TempDir Path copy)
      throws IOException {
    try (DiskStorage storage = open()) {
      killInASave();
      assertThat(storage.delete(Stores.key(KEY))).isFalse();
      // What the next process would find if this one were killed, too.
      Bits.restore(root, copy);
    }
    try (DiskStorage storage = DiskStorage.open(DiskStorageConfig.builder(copy).build())) {
      assertThat(loaded(storage, KEY)).isEqualTo("nothing");
      assertThat(loaded(storage, "first")).isEqualTo("of-the-holder");
    }
  }

  @Test
  void killedBeforeThePublication_hasNotSavedForOneWhoHadItOpenAndClosed() {
    try (DiskStorage storage = open()) {
      killInASave();
      assertThat(loaded(storage, KEY)).isEqualTo("nothing");
    }
    try (DiskStorage storage = open()) {
      assertThat(loaded(storage, KEY)).isEqualTo("nothing");
      assertThat(loaded(storage, "first")).isEqualTo("of-the-holder");
    }
  }

  /** Room that nobody will use is given back, and what is in there can be compacted. */
  @Test
  void killedInASave_leavesASegmentThatTheNextCompactionSeals() throws IOException {
    try (DiskStorage storage = open()) {
      save(storage, "another", "value");
      killInASave();
      assertThat(unsealed()).isPositive();
      assertThat(storage.compact()).isTrue();
      assertThat(unsealed()).isZero();
      assertThat(loaded(storage, "another")).isEqualTo("value");
    }
  }

  private long unsealed() throws IOException {
    long count = 0;
    for (Path file : Bits.files(new Layout(root).segments())) {
      int number = Layout.segmentNumber(file);
      Segment segment = number < 0 ? null : Segment.map(new RealMedium(), file, number);
      count += segment == null || segment.isSealed() ? 0 : 1;
    }
    return count;
  }

  @Test
  void stoppedInASave_isWaitedForByWritersOfItsStripeAlone() {
    try (DiskStorage storage = open()) {
      save(storage, KEY, "old");
      try (Child child = holding(Call.FORCE)) {
        child.signal("STOP");
        assertThat(loaded(storage, KEY)).isEqualTo("old");
        save(storage, "another", "value");
        assertThat(loaded(storage, "another")).isEqualTo("value");
        child.signal("CONT");
        child.tell("go on");
        save(storage, KEY, "new");
        assertThat(child.line()).isEqualTo("saved");
      }
      // The holder's save came first: it had the lock.
      assertThat(loaded(storage, KEY)).isEqualTo("new");
    }
  }

  @Test
  void stoppedForLong_isGivenUp() throws IOException {
    open().close();
    try (Child child = holding(Call.FORCE);
        ProcessSlot process = new ProcessSlot(new Layout(root).lock())) {
      process.take();
      process.opened();
      child.signal("STOP");
      Control control = Control.open(new RealMedium(), new Layout(root).control());
      KeyLocks locks =
          new KeyLocks(control, process, slot -> {}, TimeUnit.MILLISECONDS.toNanos(300));
      int stripe = KeyBytes.of(Stores.key(KEY)).stripe;
      assertThatThrownBy(() -> locks.lock(stripe))
          .isInstanceOf(KeyLocks.HeldException.class)
          .hasMessage("another process has been writing to the same part of the store for 300 ms");
      // Nothing is held that nobody gives back.
      locks.lock(stripe + 1);
      locks.unlock(stripe + 1);
      child.kill();
      child.exit();
      // Even by one who has no patience left when it comes to look.
      KeyLocks hasty = new KeyLocks(control, process, slot -> {}, 0);
      hasty.lock(stripe);
      hasty.unlock(stripe);
    }
  }

  @Test
  void lockHeldForTooLong_isUnavailable() {
    assertThat(
            DiskFailure.describe(
                "save", Stores.key("a"), Path.of("/cache"), new KeyLocks.HeldException(30_000)))
        .hasMessage(
            "save t/a: another process has been writing to the same part of the store for 30000"
                + " ms, over /cache; look whether one is stopped or its disk hangs, and end it")
        .extracting("code")
        .isEqualTo(Code.UNAVAILABLE);
  }
}
