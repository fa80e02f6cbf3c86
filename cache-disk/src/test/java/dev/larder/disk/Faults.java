package dev.larder.disk;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What a store does on a file system that fails; prints it line by line. */
final class Faults {

  private static final int LARGE = 20_000;

  private final Path root;

  private Faults(Path directory) {
    this.root = directory.resolve("store");
  }

  public static void main(String[] arguments) throws IOException {
    Faults faults = new Faults(Path.of(arguments[0]));
    switch (arguments[1]) {
      case "full" -> faults.full();
      case "full then killed" -> faults.fullThenKilled();
      case "reopened" -> faults.reopened();
      case "no more files" -> faults.noMoreFiles();
      case "fill" -> faults.open().close();
      case "forbidden" -> faults.forbidden();
      case "vanished" -> faults.vanished();
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  private DiskStorage open() {
    DiskStorage storage =
        DiskStorage.open(
            DiskStorageConfig.builder(root)
                .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
                .largeValue(4096)
                .build());
    if (!storage.exists(Stores.key("kept"))) {
      save(storage, "kept", "old");
    }
    return storage;
  }

  private static void save(DiskStorage storage, String name, String value) {
    storage.save(Stores.key(name), Blob.ofText(value), SaveOptions.defaults());
  }

  /** Prints what the save of a value came to. */
  private static boolean trySave(DiskStorage storage, String name, String value) {
    try {
      save(storage, name, value);
      return true;
    } catch (CacheException refused) {
      print(refused.code() + " " + refused.getMessage());
      return false;
    }
  }

  private static void print(String line) {
    System.out.println(line);
  }

  private static void printKept(DiskStorage storage) {
    print("kept: " + storage.load(Stores.key("kept")).map(Entry::value).map(Blob::toText));
  }

  private void full() throws IOException {
    try (DiskStorage storage = open()) {
      fillUp(storage);
      printKept(storage);
      Files.delete(root.resolveSibling("ballast"));
      print("room again: " + trySave(storage, "kept", "new"));
      print("room again: " + trySave(storage, "large", "x".repeat(LARGE)));
      printKept(storage);
    }
    reopened();
  }

  /** Leaves no room, not even in the pages that the store has. */
  private void fillUp(DiskStorage storage) throws IOException {
    try {
      Files.write(root.resolveSibling("ballast"), new byte[64 << 20]);
    } catch (IOException full) {
      print("full");
    }
    int number = 0;
    while (trySave(storage, "large", "x".repeat(LARGE))) {
      number++;
    }
    while (trySave(storage, "small", "x".repeat(3000))) {
      number++;
    }
    if (number > 100) {
      throw new IllegalStateException(number + " values where there was no room");
    }
    trySave(storage, "kept", "x".repeat(4000));
  }

  private void fullThenKilled() throws IOException {
    fillUp(open());
    Runtime.getRuntime().halt(0);
  }

  private void reopened() {
    try (DiskStorage storage = open()) {
      printKept(storage);
      print("whole: " + storage.verify(false).damaged().isEmpty());
    }
  }

  private void noMoreFiles() {
    try (DiskStorage storage = open()) {
      int number = 0;
      while (trySave(storage, "large/" + number, "x".repeat(LARGE))) {
        number++;
      }
      printKept(storage);
      // A file, and perhaps the directory that it is in.
      storage.delete(Stores.key("large/0"));
      storage.delete(Stores.key("large/1"));
      print("room again: " + trySave(storage, "large/0", "x".repeat(LARGE)));
    }
  }

  private void forbidden() throws IOException {
    try (DiskStorage storage = open()) {
      allow("---------");
      trySave(storage, "large", "x".repeat(LARGE));
      printKept(storage);
      allow("rwx------");
      print("allowed again: " + trySave(storage, "large", "x".repeat(LARGE)));
      allow("r-x------");
    }
    try (DiskStorage storage = open()) {
      print("opened " + storage.info().location());
    } catch (CacheException refused) {
      print(refused.code() + " " + refused.getMessage());
    }
    allow("rwx------");
    reopened();
  }

  private void allow(String permissions) throws IOException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString(permissions));
  }

  private void vanished() throws IOException {
    Path aside = root.resolveSibling("aside");
    try (DiskStorage storage = open()) {
      Files.move(root, aside);
      trySave(storage, "large", "x".repeat(LARGE));
      trySave(storage, "kept", "small");
      print("check: " + storage.check().failure().map(Throwable::getMessage));
      printKept(storage);
      Files.move(aside, root);
      print("there again: " + trySave(storage, "large", "x".repeat(LARGE)));
    }
    reopened();
  }
}
