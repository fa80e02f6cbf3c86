package dev.larder.config;

import dev.larder.spi.HeapStorage;
import dev.larder.spi.StorageProvider;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A provider of any mode, which remembers what it was opened with. */
public class FakeProvider implements StorageProvider {

  final List<StorageConfig> opened = new ArrayList<>();
  private final String mode;
  private final Set<String> aliases;
  private final List<ConfigKey<?>> keys;
  private final Function<StorageConfig, Storage> opener;

  public FakeProvider(
      String mode,
      Set<String> aliases,
      List<ConfigKey<?>> keys,
      Function<StorageConfig, Storage> opener) {
    this.mode = mode;
    this.aliases = aliases;
    this.keys = keys;
    this.opener = opener;
  }

  public FakeProvider(String mode, ConfigKey<?>... keys) {
    this(mode, Set.of(), List.of(keys), config -> new HeapStorage());
  }

  @Override
  public String mode() {
    return mode;
  }

  @Override
  public Set<String> aliases() {
    return aliases;
  }

  @Override
  public List<ConfigKey<?>> configKeys() {
    return keys;
  }

  @Override
  public Storage open(StorageConfig config) {
    opened.add(config);
    return opener.apply(config);
  }

  /** Returns where this class was loaded from, as messages show it. */
  static String place() {
    return FakeProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  static final class Memory extends FakeProvider {
    static final ConfigKey<Long> MAX_ENTRIES =
        ConfigKey.integer("STORAGE_MEMORY_MAX_ENTRIES", 1).withDefault(10_000L);

    Memory() {
      super("memory", MAX_ENTRIES);
    }
  }

  static final class Disk extends FakeProvider {
    static final ConfigKey<Long> MAX_SIZE =
        ConfigKey.size("STORAGE_DISK_MAX_SIZE", 1).withDefault(10L << 30);

    Disk() {
      super("disk", Set.of("local"), List.of(MAX_SIZE), config -> new HeapStorage());
    }
  }

  static final class OtherDisk extends FakeProvider {
    OtherDisk() {
      super("other-disk", Set.of("LOCAL"), List.of(), config -> new HeapStorage());
    }
  }
}
