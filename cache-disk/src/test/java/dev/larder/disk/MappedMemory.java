package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that holds values and lets go of them, and says how much the JVM has mapped beside what
 * the storage maps for itself: a process of its own, so that nobody else maps anything.
 */
final class MappedMemory {

  /** The longest that a value of a segment gets here. */
  static final int SMALL = 10_000;

  private static final BufferPoolMXBean MAPPED =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(pool -> pool.getName().equals("mapped"))
          .findFirst()
          .orElseThrow();

  /** A mapping is given back by a thread of the JVM's, a while after the collection. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private DiskStorage storage;
  private Blob held = Blob.empty();

  private MappedMemory(DiskStorage storage) {
    this.storage = storage;
  }

  /** The value is as long as the second argument says, in characters. */
  public static void main(String[] arguments) {
    String value = "v".repeat(Integer.parseInt(arguments[1]));
    DiskStorageConfig config =
        DiskStorageConfig.builder(Path.of(arguments[0])).largeValue(SMALL).build();
    MappedMemory here = new MappedMemory(DiskStorage.open(config));
    here.hold(value);
    here.say("held", value, value.length() > SMALL ? 1 : 0);
    here.replace();
    here.say("replaced and compacted", value, 1);
    here.held = Blob.empty();
    here.say("let go", "", 0);
    here.hold(value);
    here.close();
    here.say("closed", value, 1);
    here.held = Blob.empty();
    here.say("let go", "", 0);
  }

  private void save(String value) {
    storage.save(Stores.key("a"), Blob.ofText(value), SaveOptions.defaults());
  }

  private void hold(String value) {
    save(value);
    held = storage.load(Stores.key("a")).orElseThrow().value();
  }

  private void replace() {
    save("new");
    if (!storage.compact()) {
      throw new IllegalStateException("another process compacts");
    }
  }

  private void close() {
    storage.close();
    // Who holds the storage holds its mappings.
    storage = null;
  }

  /** Says how many mappings there are that the value keeps, after those that nobody needs went. */
  private void say(String when, String expected, long mappings) {
    long begin = System.nanoTime();
    long count;
    do {
      System.gc();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      count = MAPPED.getCount() - own();
    } while (count != mappings && System.nanoTime() - begin < PATIENCE);
    System.out.println(when + ": " + count + ", " + held.toText().equals(expected));
  }

  /** Returns how much the storage maps for itself: the control file and its segments. */
  private long own() {
    return storage == null ? 0 : 1 + storage.usage().segments();
  }
}
