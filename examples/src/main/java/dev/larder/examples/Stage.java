package dev.larder.examples;

import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageFactory;
import dev.larder.storage.CacheException;
import dev.larder.storage.Storage;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What stands around the quick start: the storage, and what to do when there is none. */
final class Stage {

  private static final String COMMAND = "mvn -q -pl examples -am compile exec:java";
  private static final String ON_DISK = "STORAGE_MODE=disk STORAGE_DISK_ROOT=target/store";
  // Held, because java.util.logging forgets the level of a logger that nobody holds.
  private static final Logger LARDER = Logger.getLogger("dev.larder");

  private Stage() {}

  /** Plays on the storage of the environment; if it cannot be used, says why and ends with 1. */
  static void play(BiConsumer<Storage, Screen> program) {
    // The factory logs which storage it opened; here the screen shows it.
    LARDER.setLevel(Level.WARNING);
    try {
      play(StorageFactory.fromEnvironment(), new Screen(System.out), program);
    } catch (ConfigurationException | CacheException failure) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }

  static void play(StorageFactory factory, Screen screen, BiConsumer<Storage, Screen> program) {
    boolean persistent;
    try (Storage storage = factory.open()) {
      persistent = storage.info().isPersistent();
      screen.line("Larder quick start");
      screen.line("");
      screen.row("storage", storage.info().name() + ", " + storage.info().location());
      factory.config().settings().stream()
          .filter(setting -> !setting.source().equals("default"))
          .forEach(s -> screen.row("setting", s.name() + "=" + s.value() + ", " + s.source()));
      screen.line("");
      program.accept(storage, screen);
    }
    screen.line("");
    if (persistent) {
      screen.line("Run it again: what it has stored is still there.");
    } else {
      screen.line("Same program on disk; run it twice, and it finds its values again:");
      screen.line("  " + ON_DISK + " " + COMMAND);
    }
  }

  /** Waits, as slow work does. */
  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
