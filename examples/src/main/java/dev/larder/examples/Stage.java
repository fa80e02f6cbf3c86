package dev.larder.examples;

import dev.larder.config.ConfigurationException;
import dev.larder.config.StorageFactory;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.CacheException;
import dev.larder.storage.Storage;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What stands around the quick start: the storage, and what to do when there is none. */
final class Stage {

  private static final String COMMAND = "mvn -q -pl examples -am compile exec:java";
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
    try (Storage storage = factory.open()) {
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
    List<String> modes = modes();
    if (modes.size() > 1) {
      screen.line("Another storage, same program (here: " + String.join(", ", modes) + "):");
      screen.line("  STORAGE_MODE=" + modes.get(modes.size() - 1) + " " + COMMAND);
    } else {
      screen.line("Same program, exact LRU instead of W-TinyLFU:");
      screen.line("  STORAGE_MODE=memory STORAGE_MEMORY_EVICTION=lru " + COMMAND);
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

  /** Returns what STORAGE_MODE may be with the jars that are here. */
  private static List<String> modes() {
    return ServiceLoader.load(StorageProvider.class).stream()
        .map(provider -> provider.get().mode())
        .sorted()
        .toList();
  }
}
