package dev.larder.benchmarks;

import java.nio.file.Path;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/** H2's MVStore. Without syncs it writes by itself once a second, and a put is one to memory. */
final class MvStoreDisk implements DiskSubject<String> {

  private static final int CACHE_MIB = 512;

  private final MVStore store;
  private final MVMap<String, byte[]> entries;
  private final boolean synced;

  MvStoreDisk(Path directory, boolean synced) {
    this.synced = synced;
    this.store =
        new MVStore.Builder()
            .fileName(directory.resolve("entries.mv").toString())
            .cacheSize(CACHE_MIB)
            .open();
    this.entries =
        store.openMap(
            "entries",
            new MVMap.Builder<String, byte[]>()
                .keyType(StringDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE));
  }

  @Override
  public String key(String name) {
    return name;
  }

  @Override
  public void put(String key, byte[] value) {
    entries.put(key, value);
    if (synced) {
      store.commit();
      store.sync();
    }
  }

  @Override
  public int read(String key, byte[] into) {
    byte[] value = entries.get(key);
    if (value == null) {
      return MISS;
    }
    System.arraycopy(value, 0, into, 0, value.length);
    return value.length;
  }

  @Override
  public void close() {
    store.close();
  }
}
