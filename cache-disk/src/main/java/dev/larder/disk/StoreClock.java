package dev.larder.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The time of the store, in milliseconds: the wall clock of the moment when the store was first
 * opened since the machine started, carried on by the monotonic clock, which all processes share.
 * Setting the wall clock changes nothing, and the time never goes back.
 */
final class StoreClock {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private final LongSupplier ticker;
  private final long wall;
  private final long ticks;

  private StoreClock(LongSupplier ticker, long wall, long ticks) {
    this.ticker = ticker;
    this.wall = wall;
    this.ticks = ticks;
  }

  /** Returns the clock that other processes of this boot go by, too. */
  static StoreClock shared(Control control, LongSupplier ticker) {
    return new StoreClock(
        ticker, control.get(Control.ANCHOR_WALL), control.get(Control.ANCHOR_TICKS));
  }

  /**
   * Returns the clock for the only process that has the store open; sets a new anchor if there is
   * none of this boot.
   *
   * @param last the latest time that anything in the store knows of
   */
  static StoreClock first(Control control, long last, InstantSource clock, LongSupplier ticker) {
    StoreClock anchored = shared(control, ticker);
    boolean trusted = check(control) == control.get(Control.ANCHOR_CHECK);
    boolean same = control.get(Control.BOOT) == boot() && anchored.ticks - ticker.getAsLong() <= 0;
    if (!trusted || !same || anchored.now() < last) {
      control.set(Control.ANCHOR_WALL, Math.max(last, clock.millis()));
      control.set(Control.ANCHOR_TICKS, ticker.getAsLong());
      control.set(Control.BOOT, boot());
      control.set(Control.ANCHOR_CHECK, check(control));
    }
    return shared(control, ticker);
  }

  private static long check(Control control) {
    long sum = 31 * control.get(Control.ANCHOR_WALL) + control.get(Control.ANCHOR_TICKS);
    return ~(31 * sum + control.get(Control.BOOT));
  }

  /** Returns a number for this run of the machine; 0 where that cannot be told. */
  static long boot() {
    try {
      String id = Files.readString(BOOT_ID).strip();
      return id.hashCode() * 0x9E3779B97F4A7C15L | 1;
    } catch (IOException unknown) {
      return 0;
    }
  }

  long now() {
    return wall + Math.floorDiv(ticker.getAsLong() - ticks, 1_000_000L);
  }
}
