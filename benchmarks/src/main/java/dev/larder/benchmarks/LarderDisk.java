package dev.larder.benchmarks;

import dev.larder.disk.DiskStorage;
import dev.larder.disk.DiskStorageConfig;
import dev.larder.disk.SyncPolicy;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import java.nio.file.Path;
import java.util.Optional;

/** The disk storage of Larder, with the settings that a user would begin with. */
final class LarderDisk implements DiskSubject<CacheKey> {

  private static final Namespace NAMESPACE = Namespace.of(DiskEntries.NAMESPACE);

  final DiskStorage storage;

  private LarderDisk(DiskStorageConfig.Builder config) {
    this.storage = DiskStorage.open(config.build());
  }

  static LarderDisk open(Path root, SyncPolicy sync) {
    return new LarderDisk(DiskStorageConfig.builder(root).sync(sync));
  }

  /** Opens one that is never synced and evicts above that many entries. */
  static LarderDisk bounded(Path root, long entries) {
    return new LarderDisk(
        DiskStorageConfig.builder(root).sync(SyncPolicy.NONE).maxEntries(entries));
  }

  @Override
  public CacheKey key(String name) {
    return CacheKey.of(NAMESPACE, name.substring(DiskEntries.NAMESPACE.length() + 1));
  }

  @Override
  public void put(CacheKey key, byte[] value) {
    storage.save(key, Blob.wrap(value), SaveOptions.defaults());
  }

  @Override
  public int read(CacheKey key, byte[] into) {
    Optional<Entry> entry = storage.load(key);
    if (entry.isEmpty()) {
      return MISS;
    }
    Blob value = entry.get().value();
    value.buffer().get(into, 0, value.size());
    return value.size();
  }

  @Override
  public void close() {
    storage.close();
  }
}
