package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import java.nio.file.Path;
import java.util.Random;

/** One of many processes that save more than there is room for, small values and large ones. */
final class Filler {

  static final int SAVES = 1500;
  static final int LARGE = 5_000;

  private Filler() {}

  static DiskStorageConfig config(Path root) {
    return DiskStorageConfig.builder(root)
        .sync(SyncPolicy.NONE)
        .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
        .largeValue(LARGE)
        .maxEntries(120)
        .maxSize(400_000)
        .maxFiles(40)
        .build();
  }

  public static void main(String[] arguments) {
    int self = Integer.parseInt(arguments[1]);
    Random random = new Random(self);
    try (DiskStorage storage = DiskStorage.open(config(Path.of(arguments[0])))) {
      for (int i = 0; i < SAVES; i++) {
        int size = random.nextInt(5) == 0 ? LARGE + random.nextInt(8000) : random.nextInt(1500);
        storage.save(
            Stores.key(self + "/" + random.nextInt(2000)),
            Blob.wrap(new byte[size]),
            SaveOptions.defaults());
      }
      System.out.println("filled");
    }
  }
}
