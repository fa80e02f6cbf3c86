package dev.larder.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of the time when the machine goes down. */
final class NotedTimeTest {

  private static final int SYNCED_AT = 296;

  @TempDir Path temporary;

  private Path root() {
    return temporary.resolve("store");
  }

  private static Control control(Path root) throws IOException {
    return Control.open(new RealMedium(), new Layout(root).control());
  }

  @Test
  void powerCutAndWallClockSetBack_bringNothingBack() throws IOException {
    FakeClock clock = new FakeClock();
    FakeClock back = new FakeClock();
    Path copy = temporary.resolve("copy");
    try (DiskStorage storage = DiskStorage.open(Stores.config(root(), clock).build())) {
      SaveOptions hour = SaveOptions.defaults().withTtl(Duration.ofHours(1));
      storage.save(Stores.key("a"), Blob.ofText("value"), hour);
      clock.advance(Duration.ofHours(2));
      assertThat(storage.exists(Stores.key("a"))).isFalse();
      Control control = control(root());
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (control.get(SYNCED_AT) < clock.instant().toEpochMilli() && System.nanoTime() < until) {
        // A second at the most, as a rule.
        LockSupport.parkNanos(1_000_000);
      }
      Bits.restore(root(), copy);
    }
    Control control = control(copy);
    control.set(Control.BOOT, control.get(Control.BOOT) ^ 2);
    back.advance(Duration.ofMinutes(10));
    try (DiskStorage storage = DiskStorage.open(Stores.config(copy, back).build())) {
      assertThat(storage.exists(Stores.key("a"))).isFalse();
      assertThat(storage.load(Stores.key("a"))).isEmpty();
    }
  }

  @Test
  void timeNotedByManyAtOnce_isTheLatest_andNeverDamaged() throws Exception {
    Control control = control(temporary);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<?>> notes = new ArrayList<>();
      for (int thread = 0; thread < 3; thread++) {
        long begin = 1_700_000_000_000L + thread;
        notes.add(
            threads.submit(
                () -> {
                  for (long time = begin; time < begin + 30_000; time += 3) {
                    control.noteTime(time);
                    assertThat(control.lastTime()).isGreaterThanOrEqualTo(time);
                  }
                }));
      }
      for (Future<?> note : notes) {
        note.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(control.lastTime()).isEqualTo(1_700_000_029_999L);
  }

  @Test
  void damagedTime_isNone_andNotedAnew() throws IOException {
    Control control = control(temporary);
    assertThat(control.lastTime()).isZero();
    control.noteTime(1_700_000_000_000L);
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long word = control.get(Control.LAST_TIME);
      control.set(Control.LAST_TIME, word ^ (1L << bit));
      assertThat(control.lastTime()).as("bit " + bit).isZero();
      control.noteTime(1_600_000_000_000L);
      assertThat(control.lastTime()).isEqualTo(1_600_000_000_000L);
      control.noteTime(1_700_000_000_000L);
    }
  }

  @Test
  void timeThatCannotBeNoted_isLeft() throws IOException {
    Control control = control(temporary);
    control.noteTime(1L << 42);
    control.noteTime(-1);
    assertThat(control.lastTime()).isZero();
  }

  @Test
  void time_isBroughtToTheMediumEachMinute() throws IOException {
    Control control = control(temporary);
    control.syncTime(1_000_000);
    control.syncTime(1_059_999);
    assertThat(control.get(SYNCED_AT)).isEqualTo(1_000_000);
    control.syncTime(1_060_000);
    assertThat(control.get(SYNCED_AT)).isEqualTo(1_060_000);
    // Of before the wall clock was set back.
    control.syncTime(500);
    assertThat(control.get(SYNCED_AT)).isEqualTo(500);
  }
}
