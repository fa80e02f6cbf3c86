package dev.larder.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.larder.disk.SyncPolicy;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Measures how long it takes until a value of 512 MiB can be read, and whether it is copied. */
final class DiskLoadProbe {

  static final String MILLIS = "load/millis";
  static final String ALLOCATED = "load/allocated";

  private static final int PIECES = 512;
  private static final int LOADS = 5;
  private static final int REPORTED_LEAST = 100;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private DiskLoadProbe() {}

  static void run(DiskContender who, Samples samples) throws IOException {
    Path directory = DiskSpot.empty("load", who);
    CacheKey key;
    try (LarderDisk disk = LarderDisk.open(directory, SyncPolicy.NONE)) {
      key = disk.key(DiskEntries.name(0));
      try (BlobWriter writer = disk.storage.openWrite(key, SaveOptions.defaults())) {
        for (int i = 0; i < PIECES; i++) {
          writer.write(DiskEntries.value(i, DiskEntries.LARGEST));
        }
        writer.commit();
      }
    }
    for (int i = 0; i < LOADS; i++) {
      // Opened anew each time, so that nobody has the mapping at hand.
      try (LarderDisk disk = LarderDisk.open(directory, SyncPolicy.NONE)) {
        load(disk, key, samples);
      }
    }
    DiskSpot.delete(directory);
  }

  private static void load(LarderDisk disk, CacheKey key, Samples samples) {
    // Its own first use costs memory, too.
    THREADS.getCurrentThreadAllocatedBytes();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    Blob value = disk.storage.load(key).orElseThrow().value();
    byte last = value.byteAt(value.size() - 1);
    samples.add(MILLIS, (System.nanoTime() - start) / 1e6);
    samples.add(
        ALLOCATED,
        Math.max(REPORTED_LEAST, THREADS.getCurrentThreadAllocatedBytes() - allocated) / 1024.0);
    byte[] expected = DiskEntries.value(PIECES - 1, DiskEntries.LARGEST);
    if (last != expected[expected.length - 1] || value.size() != PIECES << 20) {
      throw new IllegalStateException("a value of " + value.size() + " bytes was not read back");
    }
  }
}
