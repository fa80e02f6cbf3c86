package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/**
 * A process that saves, overwrites, streams and deletes until it is killed or has done so many
 * steps, and says of each step when it begins and when it has returned.
 */
final class Writer {

  static final int KEYS = 40;
  static final int MOST_ENTRIES = 24;

  /** What it prints before it opens the store. */
  static final String OPENING = "opening";

  /** What it does besides saving. */
  enum Mode {
    /** Nothing. */
    SAVES,
    /** It deletes. */
    PLAIN,
    /** It deletes, and compacts all the time. */
    COMPACTING,
    /** It deletes, and has fewer entries than keys. */
    BOUNDED
  }

  /** A step: begun ({@code b}) or done ({@code d}), save or delete, the key, and its number. */
  record Step(boolean done, boolean delete, int key, long number) {
    static Step parse(String line) {
      String[] parts = line.split(" ");
      return new Step(
          parts[0].equals("d"),
          parts[1].equals("delete"),
          Integer.parseInt(parts[2]),
          Long.parseLong(parts[3]));
    }

    CacheKey cacheKey() {
      return Stores.key("of-writer/" + key);
    }

    String line() {
      return (done ? "d " : "b ") + (delete ? "delete " : "save ") + key + " " + number;
    }
  }

  private Writer() {}

  public static void main(String[] arguments) throws IOException {
    Random random = new Random(Long.parseLong(arguments[1]));
    long steps = Long.parseLong(arguments[2]);
    Mode mode = Mode.valueOf(arguments[3]);
    int firstKey = Integer.parseInt(arguments[4]);
    // Unbuffered: what was written is there, whatever becomes of this process.
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    print(out, OPENING);
    try (DiskStorage storage = open(Path.of(arguments[0]), mode, random)) {
      if (mode == Mode.COMPACTING) {
        compactAlways(storage);
      }
      long first = Math.abs(random.nextLong() >>> 20) << 20;
      for (long i = 0; i < steps; i++) {
        boolean delete = random.nextInt(8) == 0 && mode != Mode.SAVES;
        Step step = new Step(false, delete, firstKey + random.nextInt(KEYS), first + i);
        print(out, step.line());
        take(storage, step, random);
        print(out, new Step(true, step.delete(), step.key(), step.number()).line());
      }
    }
  }

  private static DiskStorage open(Path root, Mode mode, Random random) {
    DiskStorageConfig.Builder config =
        DiskStorageConfig.builder(root)
            .sync(random.nextInt(4) == 0 ? SyncPolicy.BATCH : SyncPolicy.NONE)
            .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
            .largeValue(4096);
    if (mode == Mode.BOUNDED) {
      config.maxEntries(MOST_ENTRIES);
    }
    return DiskStorage.open(config.build());
  }

  /** A failure is printed in between the lines, which fails the test. */
  private static void compactAlways(DiskStorage storage) {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                storage.compact();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void print(FileOutputStream out, String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void take(DiskStorage storage, Step step, Random random) {
    if (step.delete()) {
      storage.delete(step.cacheKey());
      return;
    }
    int size = 16 + (random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(600));
    Blob value = value(step.key(), step.number(), size);
    if (random.nextInt(5) == 0) {
      try (BlobWriter writer = storage.openWrite(step.cacheKey(), SaveOptions.defaults())) {
        writer.write(value.buffer());
        writer.commit();
      }
    } else {
      storage.save(step.cacheKey(), value, SaveOptions.defaults());
    }
  }

  /** Returns a value that tells by itself whether it is whole: key, number, and noise of both. */
  static Blob value(int key, long number, int size) {
    byte[] bytes = new byte[size];
    new Random(number * KEYS + key).nextBytes(bytes);
    ByteBuffer.wrap(bytes).putInt(key).putLong(number).putInt(size);
    return Blob.wrap(bytes);
  }

  /** Returns the number in a value. */
  static long number(Entry entry) {
    return entry.value().buffer().getLong(4);
  }

  /** Returns whether the value is one that a writer made for that key, whole. */
  static boolean isWhole(int key, Entry entry) {
    Blob value = entry.value();
    return value.size() >= 16 && value.equals(value(key, number(entry), value.size()));
  }
}
