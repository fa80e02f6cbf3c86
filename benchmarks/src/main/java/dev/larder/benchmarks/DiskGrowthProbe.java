package dev.larder.benchmarks;

import dev.larder.disk.SyncPolicy;
import dev.larder.storage.CacheKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures what a put costs in stores of several sizes, in one JVM and in turns. */
final class DiskGrowthProbe {

  static final int[] COUNTS = {10_000, 100_000, 1_000_000};

  /** A value of a key that is there already. */
  static final String OVERWRITE = "overwrite";

  /** A value of a new key, for which the bound on entries demands that another one goes. */
  static final String EVICT = "evict";

  private static final int CHUNK = 2_000;
  private static final int TURNS_PER_CHUNK = 7;

  private final LarderDisk disk;
  private final int count;
  private final boolean evicting;
  private final List<Double> nanos = new ArrayList<>();
  private long next;

  private DiskGrowthProbe(LarderDisk disk, int count, boolean evicting) throws IOException {
    this.disk = disk;
    this.count = count;
    this.evicting = evicting;
    new DiskFill(DiskPuts.SIZE, count).fill(disk);
    this.next = evicting ? count : 0;
  }

  static void run(DiskContender who, Form form, Samples samples) throws IOException {
    for (String what : new String[] {OVERWRITE, EVICT}) {
      List<DiskGrowthProbe> probes = new ArrayList<>();
      for (int count : COUNTS) {
        Path directory = DiskSpot.empty("growth-" + what + count, who);
        boolean evicting = what.equals(EVICT);
        LarderDisk disk =
            evicting
                ? LarderDisk.bounded(directory, count)
                : LarderDisk.open(directory, SyncPolicy.NONE);
        probes.add(new DiskGrowthProbe(disk, count, evicting));
      }
      DiskSpot.settle();
      inTurns(probes, TURNS_PER_CHUNK * form.chunks);
      for (DiskGrowthProbe probe : probes) {
        samples.add(sample(what, probe.count), Samples.Spread.of(probe.nanos).median());
        probe.disk.close();
        DiskSpot.delete(DiskSpot.kept("growth-" + what + probe.count, who));
      }
    }
  }

  static String sample(String what, int count) {
    return "growth/" + what + "/" + count;
  }

  private static void inTurns(List<DiskGrowthProbe> probes, int turns) throws IOException {
    for (int turn = -turns; turn < turns; turn++) {
      for (DiskGrowthProbe probe : probes) {
        double nanos = probe.chunk();
        if (turn >= 0) {
          probe.nanos.add(nanos);
        }
      }
    }
  }

  /** Makes some puts and returns how many nanoseconds one of them took. */
  private double chunk() throws IOException {
    List<CacheKey> keys = new ArrayList<>(CHUNK);
    List<byte[]> values = new ArrayList<>(CHUNK);
    for (int i = 0; i < CHUNK; i++) {
      long number = evicting ? next : Math.floorMod(DiskEntries.mix(next), (long) count);
      next++;
      keys.add(disk.key(DiskEntries.name(number)));
      values.add(DiskEntries.value(number, DiskPuts.SIZE));
    }
    long start = System.nanoTime();
    for (int i = 0; i < CHUNK; i++) {
      disk.put(keys.get(i), values.get(i));
    }
    long took = System.nanoTime() - start;
    byte[] last = new byte[DiskPuts.SIZE];
    if (disk.read(keys.get(CHUNK - 1), last) != last.length) {
      throw new IllegalStateException("the last of " + CHUNK + " puts was not read back");
    }
    return (double) took / CHUNK;
  }
}
