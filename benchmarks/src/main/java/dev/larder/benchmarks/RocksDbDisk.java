package dev.larder.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * RocksDB with its log, a cache that holds everything, and a filter for look-ups of single keys.
 */
final class RocksDbDisk implements DiskSubject<byte[]> {

  private static final long CACHE = 512L << 20;

  private final Options options;
  private final WriteOptions writes;
  private final RocksDB store;

  RocksDbDisk(Path directory, boolean synced) throws IOException {
    RocksDB.loadLibrary();
    this.options =
        new Options()
            .setCreateIfMissing(true)
            // The values cannot be compressed.
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(new LRUCache(CACHE))
                    .setFilterPolicy(new BloomFilter(10)));
    this.writes = new WriteOptions().setSync(synced);
    try {
      this.store = RocksDB.open(options, directory.toString());
    } catch (RocksDBException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public byte[] key(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void put(byte[] key, byte[] value) throws IOException {
    try {
      store.put(writes, key, value);
    } catch (RocksDBException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public int read(byte[] key, byte[] into) throws IOException {
    try {
      int length = store.get(key, into);
      return length == RocksDB.NOT_FOUND ? MISS : length;
    } catch (RocksDBException failure) {
      throw new IOException(failure);
    }
  }

  @Override
  public void close() {
    store.close();
    writes.close();
    options.close();
  }
}
