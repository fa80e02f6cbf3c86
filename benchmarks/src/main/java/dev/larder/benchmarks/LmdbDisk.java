package dev.larder.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.Txn;

/**
 * LMDB with a transaction for each operation. Without syncs it writes through its mapping, which is
 * the fastest that outlives a killed process.
 */
final class LmdbDisk implements DiskSubject<byte[]> {

  private static final long MAP = 8L << 30;

  private final Env<ByteBuffer> env;
  private final Dbi<ByteBuffer> entries;
  private final List<Txn<ByteBuffer>> readers = new CopyOnWriteArrayList<>();
  private final ThreadLocal<Slot> slots = ThreadLocal.withInitial(Slot::new);

  LmdbDisk(Path directory, boolean synced) {
    EnvFlags[] flags =
        synced
            ? new EnvFlags[] {EnvFlags.MDB_NOTLS}
            : new EnvFlags[] {
              EnvFlags.MDB_NOTLS, EnvFlags.MDB_WRITEMAP, EnvFlags.MDB_NOSYNC, EnvFlags.MDB_MAPASYNC
            };
    this.env = Env.create().setMapSize(MAP).setMaxDbs(1).open(directory.toFile(), flags);
    this.entries = env.openDbi("entries", DbiFlags.MDB_CREATE);
  }

  /** What a thread keeps, so that it need not be made for each operation. */
  private static final class Slot {
    final ByteBuffer key = ByteBuffer.allocateDirect(511);
    ByteBuffer value = ByteBuffer.allocateDirect(4096);
    @Nullable Txn<ByteBuffer> reading;

    ByteBuffer key(byte[] bytes) {
      return key.clear().put(bytes).flip();
    }

    ByteBuffer value(byte[] bytes) {
      if (value.capacity() < bytes.length) {
        value = ByteBuffer.allocateDirect(bytes.length);
      }
      return value.clear().put(bytes).flip();
    }
  }

  @Override
  public byte[] key(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    Slot slot = slots.get();
    try (Txn<ByteBuffer> transaction = env.txnWrite()) {
      entries.put(transaction, slot.key(key), slot.value(value));
      transaction.commit();
    }
  }

  @Override
  public int read(byte[] key, byte[] into) {
    Slot slot = slots.get();
    Txn<ByteBuffer> transaction = slot.reading;
    if (transaction == null) {
      transaction = env.txnRead();
      slot.reading = transaction;
      readers.add(transaction);
    } else {
      transaction.renew();
    }
    ByteBuffer value = entries.get(transaction, slot.key(key));
    int length = value == null ? MISS : value.remaining();
    if (value != null) {
      value.get(into, 0, length);
    }
    transaction.reset();
    return length;
  }

  @Override
  public void close() {
    readers.forEach(Txn::close);
    env.close();
  }
}
