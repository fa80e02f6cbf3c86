package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the groups of the persistence contract share: a directory and a storage over it. */
abstract class PersistenceGroup {

  static final CacheKey KEY = ContractGroup.KEY;
  static final SaveOptions DEFAULTS = SaveOptions.defaults();

  final PersistenceContractTest kit;
  private final List<Storage> opened = new ArrayList<>();
  private int copies;
  @TempDir Path temporary;
  Path directory;
  Storage storage;

  PersistenceGroup(PersistenceContractTest kit) {
    this.kit = kit;
  }

  @BeforeEach
  void openStorage() throws IOException {
    directory = fresh("storage");
    storage = opened(directory);
  }

  @AfterEach
  void closeStorages() {
    opened.forEach(Storage::close);
  }

  final Path fresh(String name) throws IOException {
    return Files.createDirectory(temporary.resolve(name));
  }

  final Storage opened(Path over) {
    Storage fresh = kit.open(over, new StorageSetup(kit.clock(), new HeardEvents()));
    opened.add(fresh);
    return fresh;
  }

  final void reopen() {
    storage.close();
    storage = opened(directory);
  }

  /** Returns what a kill at this moment leaves behind, opened anew. */
  final Storage afterKill() throws IOException {
    Path copy = fresh("killed" + copies++);
    Directories.copy(directory, copy);
    return opened(copy);
  }

  final EntryMetadata save(CacheKey key, String value) {
    return storage.save(key, Blob.ofText(value), DEFAULTS);
  }

  static Optional<String> loaded(Storage from, CacheKey key) {
    return from.load(key).map(Entry::value).map(Blob::toText);
  }

  final void assertLoaded(CacheKey key, String value) {
    assertThat(loaded(storage, key)).contains(value);
  }
}
