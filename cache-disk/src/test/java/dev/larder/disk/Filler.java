package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import java.nio.file.Path;
import java.util.Random;

/** One of many processes that save more than there is room for, small values and large ones. */
final class Filler {

  static final int LARGE = 5_000;

  /** What there is room for. */
  enum Room {
    /** Some bytes and some entries, which are small or large. */
    BYTES_AND_ENTRIES(5, 700),
    /** Some files, and all values are in files of their own. */
    FILES(1, 300);

    private final int oneLargeOf;
    private final int saves;

    Room(int oneLargeOf, int saves) {
      this.oneLargeOf = oneLargeOf;
      this.saves = saves;
    }

    DiskStorageConfig config(Path root) {
      DiskStorageConfig.Builder config =
          DiskStorageConfig.builder(root)
              .sync(SyncPolicy.NONE)
              .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
              .largeValue(LARGE)
              .maxFiles(40);
      return this == FILES
          ? config.build()
          : config.maxEntries(120).maxSize(400_000).maxFiles(1000).build();
    }
  }

  private Filler() {}

  public static void main(String[] arguments) {
    int self = Integer.parseInt(arguments[1]);
    Room room = Room.valueOf(arguments[2]);
    Random random = new Random(self);
    try (DiskStorage storage = DiskStorage.open(room.config(Path.of(arguments[0])))) {
      for (int i = 0; i < room.saves; i++) {
        boolean large = random.nextInt(room.oneLargeOf) == 0;
        int size = large ? LARGE + 1 + random.nextInt(8000) : random.nextInt(1500);
        storage.save(
            Stores.key(self + "/" + random.nextInt(2000)),
            Blob.wrap(new byte[size]),
            SaveOptions.defaults());
      }
      System.out.println("filled");
    }
  }
}
