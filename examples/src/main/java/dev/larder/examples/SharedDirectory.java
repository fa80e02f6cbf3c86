package dev.larder.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.larder.disk.DiskStorage;
import dev.larder.disk.DiskStorageConfig;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/**
 * Two processes over one directory: what one has saved the other sees at once, of two who save only
 * if nothing is there one wins, and what a killed process has saved stays.
 */
public final class SharedDirectory {

  private static final Namespace NAMESPACE = Namespace.of("shared");
  private static final int NAMES = 200;

  private final Storage storage;
  private final String process;

  private SharedDirectory(Storage storage, String process) {
    this.storage = storage;
    this.process = process;
  }

  /** Takes the directory, {@code target/shared} if none is given. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args.length == 0 ? "target/shared" : args[0]);
    if (args.length > 1) {
      second(root);
    } else {
      first(root, new Screen(System.out));
    }
  }

  // region open
  private static Storage open(Path root) {
    return DiskStorage.open(DiskStorageConfig.builder(root).build());
  }

  // endregion

  /** The process that was started: plays its part, and tells the second one its own. */
  static void first(Path root, Screen screen) throws IOException {
    screen.line("Two processes, one directory");
    screen.line("");
    try (Storage storage = open(root);
        ChildJvm second = ChildJvm.start(SharedDirectory.class, root.toString(), "second")) {
      storage.clear(NAMESPACE);
      SharedDirectory first = new SharedDirectory(storage, "first");
      show(screen, "first", "put 2026/10", first.put("1310 orders"));
      show(screen, "second", "get 2026/10", second.ask("get"));
      show(screen, "second", "put 2026/10", second.ask("put"));
      show(screen, "first", "get 2026/10", first.get());
      second.tell("claim");
      int won = first.claimAll();
      int lost = Integer.parseInt(second.answer());
      String outcome = "first won " + won + ", second won " + lost + ", together " + (won + lost);
      show(screen, "both", "claim " + NAMES + " names", outcome);
      second.kill();
      show(screen, "second", "is killed", "");
      show(screen, "first", "get 2026/10", first.get());
    }
  }

  /** The process that the first one has started: does what it is told. */
  private static void second(Path root) throws IOException {
    try (Storage storage = open(root)) {
      SharedDirectory second = new SharedDirectory(storage, "second");
      BufferedReader told = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String what = told.readLine(); what != null; what = told.readLine()) {
        System.out.println(
            switch (what) {
              case "get" -> second.get();
              case "put" -> second.put("1311 orders");
              default -> second.claimAll();
            });
      }
    }
  }

  private String put(String value) {
    storage.save(key("2026/10"), Blob.ofText(value), SaveOptions.defaults());
    return "stored";
  }

  private String get() {
    return storage.load(key("2026/10")).map(entry -> entry.value().toText()).orElse("nothing");
  }

  private int claimAll() {
    int won = 0;
    for (int i = 0; i < NAMES; i++) {
      won += claim("task/" + i) ? 1 : 0;
    }
    return won;
  }

  // region claim
  /** Returns true in one of all processes, whoever is the first. */
  private boolean claim(String name) {
    try {
      storage.save(key(name), Blob.ofText(process), SaveOptions.defaults().onlyIfAbsent());
      return true;
    } catch (CacheException refused) {
      if (refused.code() == Code.ALREADY_EXISTS) {
        return false;
      }
      throw refused;
    }
  }

  // endregion

  private static CacheKey key(String name) {
    return CacheKey.of(NAMESPACE, name);
  }

  private static void show(Screen screen, String who, String what, String outcome) {
    screen.row(who, String.format("%-18s %s", what, outcome).strip());
  }
}
