package dev.larder.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.larder.disk.DiskStorage;
import dev.larder.disk.DiskStorageConfig;
import dev.larder.disk.DiskUsage;
import dev.larder.disk.VerifyReport;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What somebody who looks after a directory asks of it: what it takes, whether everything can be
 * read back, and room that is not needed.
 */
public final class Maintaining {

  private static final Namespace NAMESPACE = Namespace.of("maintaining");
  private static final int ENTRIES = 1_000;

  private Maintaining() {}

  /** Takes the directory, {@code target/maintained} if none is given. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args.length == 0 ? "target/maintained" : args[0]);
    run(DiskStorageConfig.builder(root).build(), new Screen(System.out));
  }

  static void run(DiskStorageConfig config, Screen screen) throws IOException {
    try (DiskStorage storage = DiskStorage.open(config)) {
      storage.clear(NAMESPACE);
      saveAll(storage);
      saveAll(storage);
      show(storage, screen);
      // region compact
      boolean done = storage.compact(); // false: another process has taken that on
      // endregion
      screen.line("");
      screen.row("compact()", String.valueOf(done));
      show(storage, screen);
    }
    flipOneBit(config.root(), "report 500");
    try (DiskStorage storage = DiskStorage.open(config)) {
      screen.line("");
      // region verify
      VerifyReport found = storage.verify(true); // false: tell and change nothing
      screen.row("verify(true)", found.entries() + " entries, damaged: " + found.damaged());

      VerifyReport again = storage.verify(false);
      screen.row("verify(false)", again.entries() + " entries, damaged: " + again.damaged());
      // endregion
      screen.row("evicted", "CORRUPT " + storage.stats().evictions(EvictionCause.CORRUPT));
    }
  }

  private static void saveAll(DiskStorage storage) {
    IntStream.range(0, ENTRIES)
        .parallel()
        .forEach(i -> storage.save(key(i), Blob.ofText("report " + i), SaveOptions.defaults()));
  }

  private static CacheKey key(int number) {
    return CacheKey.of(NAMESPACE, "report/" + number);
  }

  private static void show(DiskStorage storage, Screen screen) {
    // region usage
    DiskUsage usage = storage.usage();
    screen.row("entries", usage.entries() + " in " + usage.files() + " files");
    screen.row("bytes", usage.liveBytes() + " live, " + usage.deadBytes() + " dead");
    screen.row("records", usage.records() + " written");
    screen.row("syncs", usage.syncs() + "; " + usage.sharedSyncs() + " waited for another's");
    screen.row("evicted", new TreeMap<>(storage.stats().evictions()).toString());
    // endregion
  }

  /** Does what a failing medium does. */
  private static void flipOneBit(Path root, String text) throws IOException {
    for (Path file : segments(root)) {
      byte[] bytes = Files.readAllBytes(file);
      int at = new String(bytes, ISO_8859_1).indexOf(text);
      if (at >= 0) {
        bytes[at] ^= 1;
        Files.write(file, bytes);
      }
    }
  }

  private static List<Path> segments(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("segments"))) {
      return files.toList();
    }
  }
}
