package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.testkit.FakeClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Stores with hints, to be opened with and without them. */
final class HintStores {

  private final FakeClock clock = new FakeClock();

  DiskStorageConfig config(Path root) {
    return Stores.config(root, clock).sync(SyncPolicy.NONE).largeValue(1000).build();
  }

  DiskStorage open(Path root) {
    return DiskStorage.open(config(root));
  }

  static void save(DiskStorage storage, int key, String value) {
    storage.save(Stores.key(key), Blob.ofText(value), SaveOptions.defaults());
  }

  static String loaded(DiskStorage storage, int key) {
    return storage.load(Stores.key(key)).map(Entry::value).map(Blob::toText).orElse("nothing");
  }

  /** Puts in what there is: new, old, deleted, labelled, large, expiring and expired entries. */
  private void fill(DiskStorage storage, int round) {
    for (int i = 0; i < 12; i++) {
      save(storage, i, "value " + i + " of round " + round);
    }
    save(storage, 3, "written again in round " + round);
    storage.delete(Stores.key(round));
    save(storage, 20 + round, "large ".repeat(300));
    SaveOptions labelled = SaveOptions.defaults().withTags("tag").withAttribute("a", "b");
    storage.save(Stores.key(40), Blob.ofText("labelled"), labelled);
    SaveOptions hour = SaveOptions.defaults().withTtl(Duration.ofHours(1));
    storage.save(Stores.key(50 + round), Blob.ofText("for a while"), hour);
    SaveOptions moment = SaveOptions.defaults().withTtl(Duration.ofMillis(1));
    storage.save(Stores.key(60 + round), Blob.ofText("for a moment"), moment);
    clock.advance(Duration.ofMillis(1));
  }

  /** Fills a store of three segments. */
  Path filled(Path root) {
    for (int round = 0; round < 3; round++) {
      try (DiskStorage storage = open(root)) {
        fill(storage, round);
      }
    }
    return root;
  }

  static List<Path> files(Path root, String suffix) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("segments"))) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  /** What a store holds, and what it counts. */
  record Content(Map<String, String> entries, DiskUsage usage, String next) {

    static Content of(DiskStorage storage) {
      Map<String, String> entries = new TreeMap<>();
      storage
          .listKeys(KeyQuery.in(Namespace.of("t")))
          .keys()
          .forEach(
              key -> {
                Entry entry = storage.load(key).orElseThrow();
                entries.put(key.name(), entry.value().toText() + entry.metadata());
              });
      DiskUsage usage = storage.usage();
      // What comes next depends on the highest version, and on the latest time.
      storage.save(Stores.key("next"), Blob.ofText("x"), SaveOptions.defaults());
      Entry next = storage.load(Stores.key("next")).orElseThrow();
      storage.delete(Stores.key("next"));
      String text = next.metadata().savedAt() + " " + next.metadata().version();
      return new Content(entries, usage, text);
    }
  }

  Content content(Path root) {
    try (DiskStorage storage = open(root)) {
      return Content.of(storage);
    }
  }

  /** Copies a store over what there is. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, Files.readAllBytes(file));
        }
      }
    }
    // Whatever was not there before.
    try (Stream<Path> files = Files.walk(to)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!Files.exists(from.resolve(to.relativize(file).toString()))) {
          Files.delete(file);
        }
      }
    }
  }

  /** Returns the hint with the checksum that it needs. */
  static byte[] checked(ByteBuffer hint) {
    byte[] bytes = new byte[hint.capacity()];
    hint.get(0, bytes);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - 4);
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bytes.length - 4, (int) crc.getValue());
    return bytes;
  }

  static ByteBuffer read(Path hint) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(hint)).order(ByteOrder.LITTLE_ENDIAN);
  }
}
