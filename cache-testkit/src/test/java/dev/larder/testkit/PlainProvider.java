package dev.larder.testkit;

import dev.larder.config.ConfigKey;
import dev.larder.config.StorageConfig;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageInfo;
import java.util.List;
import java.util.Set;

/** A provider that behaves as the test at hand wants it. */
public final class PlainProvider implements StorageProvider {

  static final ConfigKey<Long> ENTRIES =
      ConfigKey.integer("STORAGE_PLAIN_MAX_ENTRIES", 1)
          .withDefault(1_000L)
          .describedAs("Entries to keep.");
  static final ConfigKey<String> ROOM =
      ConfigKey.text("STORAGE_PLAIN_ROOM").withDefault("attic").describedAs("Where they are.");

  static volatile Behaviour behaviour = new Behaviour();

  /** The typed configuration. */
  record Settings(long maxEntries, String room) {}

  /** The right behaviour, made to be wrong in one method. */
  static class Behaviour {

    String mode() {
      return "plain";
    }

    Set<String> aliases() {
      return Set.of("simple");
    }

    List<ConfigKey<?>> keys() {
      return List.of(ENTRIES, ROOM);
    }

    Settings typed(StorageConfig config) {
      return new Settings(config.get(ENTRIES), config.get(ROOM));
    }

    Storage open(StorageConfig config) {
      Storage reference =
          new ReferenceStorage(new StorageSetup(new FakeClock(), config.listener()));
      return new Faulty(reference).onInfo(() -> StorageInfo.builder(storageMode()).build());
    }

    String storageMode() {
      return "plain";
    }
  }

  /** For the service loader. */
  public PlainProvider() {}

  @Override
  public String mode() {
    return behaviour.mode();
  }

  @Override
  public Set<String> aliases() {
    return behaviour.aliases();
  }

  @Override
  public List<ConfigKey<?>> configKeys() {
    return behaviour.keys();
  }

  @Override
  public Storage open(StorageConfig config) {
    return behaviour.open(config);
  }
}
