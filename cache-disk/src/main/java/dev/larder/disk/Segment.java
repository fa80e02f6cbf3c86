package dev.larder.disk;

import dev.larder.storage.CacheException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of records, mapped. Its first {@value #HEAD} bytes:
 *
 * <pre>
 *  0 u64 {@link #MAGIC}
 *  8 u32 format version          12 u32 number of the segment
 * 16 u128 id of the store        32 u32 slot of the process that appends
 * 36 u32 CRC32C of the bytes 0 to 35
 * 40 u64 a random number, by which a hint knows the segment
 * 48 u64 published length; {@link #SEALED} if nothing will be appended any more
 * </pre>
 */
final class Segment {

  static final long MAGIC = 0x3147_4553_4452_414CL;
  static final int HEAD = 64;
  static final long SEALED = 1L << 62;
  static final int ID_AT = 40;
  static final int PUBLISHED_AT = 48;

  /** How much of a torn record is overwritten with zeros: no record is shorter. */
  private static final int CLEARED = 16;

  private static final int VERSION_AT = 8;
  private static final int SLOT_AT = 32;
  private static final int CRC_AT = 36;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle LONG_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  final Path file;
  final int number;
  final ByteBuffer bytes;

  /** What the index counts of what is alive in here; expired ones that nobody missed yet count. */
  final Alive alive = new Alive();

  /** How far the index knows this segment. Guarded by the publications. */
  int applied = HEAD;

  /** Whether its file was found to be removed. Guarded by the publications. */
  boolean removed;

  /** How far there may be records that a dead process had not published; only while opening. */
  int recovered;

  /** Whether all up to the published length was brought to the medium before this was sealed. */
  volatile boolean durable;

  /** Whether there are bytes in here that are no records. */
  volatile boolean damaged;

  /** How many bytes of tombstones were copied in here because they are needed. */
  final AtomicLong pinned = new AtomicLong();

  /** Which values were found whole. */
  final CheckedValues checked;

  private final Medium medium;
  private volatile int mended;

  Segment(Medium medium, Path file, int number, ByteBuffer mapped) {
    this.medium = medium;
    this.file = file;
    this.number = number;
    this.bytes = mapped.order(ByteOrder.LITTLE_ENDIAN);
    this.checked = new CheckedValues(mapped.capacity());
  }

  /** Entries, the room they take with and without their files, and these files. */
  static final class Alive {
    long entries;
    long bytes;
    long files;

    /** What their records take; the others are guarded by the index. */
    final AtomicLong live = new AtomicLong();

    void set(Alive other) {
      entries = other.entries;
      bytes = other.bytes;
      files = other.files;
      live.set(other.live.get());
    }

    void add(Alive other) {
      entries += other.entries;
      bytes += other.bytes;
      files += other.files;
      live.addAndGet(other.live.get());
    }

    void count(int sign, StoredRecord record) {
      entries += sign;
      bytes += sign * record.weight();
      files += record.isLarge() ? sign : 0;
      live.addAndGet((long) sign * record.length());
    }
  }

  /**
   * Maps a file; returns null if it is missing, is none, or is too short to be a segment.
   *
   * @throws CacheException {@code UNSUPPORTED} if a newer release wrote it
   */
  static @Nullable Segment map(Medium medium, Path file, int number) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        long size = size(medium, file);
        if (size < HEAD) {
          return null;
        }
        Segment segment = new Segment(medium, file, number, medium.map(file, size, false));
        segment.refuseNewer();
        return segment;
      } catch (IOException failure) {
        // It may have been sealed, and with that made shorter, or removed between the two calls.
        if (attempt == 3) {
          throw failure;
        }
      }
    }
  }

  private void refuseNewer() {
    int version = bytes.getInt(VERSION_AT);
    if (version > StoreFormat.VERSION && isHeadWhole()) {
      StoreFormat.refuseNewer(file, version);
    }
  }

  private static long size(Medium medium, Path file) throws IOException {
    if (!medium.exists(file) || medium.isForeign(file)) {
      return 0;
    }
    try (Medium.OpenFile open = medium.openReadOnly(file)) {
      return open.size();
    }
  }

  /** Returns the length up to which everybody may read. */
  int published() {
    long word = (long) LONGS.getAcquire(bytes, PUBLISHED_AT) & ~SEALED;
    return (int) Math.max(HEAD, Math.min(word, bytes.capacity()));
  }

  boolean isSealed() {
    return ((long) LONGS.getAcquire(bytes, PUBLISHED_AT) & SEALED) != 0;
  }

  /** Returns the number that no other segment has, not even one that had this number before. */
  long id() {
    return bytes.getLong(ID_AT);
  }

  /** Lets everybody read up to there; by the process that appends alone. */
  void publish(long length) {
    LONGS.setRelease(bytes, PUBLISHED_AT, length);
  }

  /** Returns the slot of the process that appends, or did; -1 if the head is damaged. */
  int slot() {
    return isHeadWhole() ? bytes.getInt(SLOT_AT) : -1;
  }

  private boolean isHeadWhole() {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, CRC_AT));
    return bytes.getLong(0) == MAGIC && (int) crc.getValue() == bytes.getInt(CRC_AT);
  }

  /**
   * Seals a segment whose owner is dead behind that length: the last record, or what was published.
   */
  void sealForDead(Medium medium, long length) throws IOException {
    sealForDead(medium, length, List.of());
  }

  /** Does the same, and makes what begins at those places unreadable: torn records. */
  void sealForDead(Medium medium, long length, List<Integer> torn) throws IOException {
    byte[] word = new byte[8];
    LONG_BYTES.set(word, 0, length | SEALED);
    try (Medium.OpenFile open = medium.open(file)) {
      for (int at : torn) {
        open.write(at, new byte[CLEARED], CLEARED);
      }
      open.resize(length);
      open.force();
      open.write(PUBLISHED_AT, word, word.length);
    }
    durable = true;
  }

  /** Returns how many bytes a compaction would give back. */
  long garbage() {
    return published() - HEAD - alive.live.get() - pinned.get();
  }

  /** Returns the record there; null if its head is not as it was written and cannot be mended. */
  @Nullable StoredRecord record(int at) {
    int end = end(at);
    StoredRecord record = StoredRecord.find(bytes, at, end, number);
    return record == null && mend(at, end) ? StoredRecord.find(bytes, at, end, number) : record;
  }

  /**
   * Turns the one bit back that is wrong in the head of the record there.
   *
   * @return false if it is not one bit, or the file cannot be written
   */
  synchronized boolean mend(int at, int end) {
    if (StoredRecord.find(bytes, at, end, number) != null) {
      // Another thread was faster.
      return true;
    }
    int bit = HeadRepair.find(bytes, at, end, number);
    if (bit < 0) {
      return false;
    }
    int wrong = at + bit / 8;
    try {
      // A mapping, which does not make the file anew if it was just removed.
      ByteBuffer writable = medium.map(file, wrong + 1L, true);
      writable.put(wrong, (byte) (writable.get(wrong) ^ (1 << (bit % 8))));
    } catch (IOException failure) {
      return false;
    }
    mended++;
    return StoredRecord.find(bytes, at, end, number) != null;
  }

  /** Returns how many heads were mended. */
  int mended() {
    return mended;
  }

  /** Returns whether there is a record of the key, by a look at the key alone. */
  boolean hasKey(int at, KeyBytes key) {
    return StoredRecord.hasKey(bytes, at, end(at), key);
  }

  /** Returns how far a record may reach that begins there. */
  private int end(int at) {
    // Mostly known without a look at the mapping: the writer's line, and one more page.
    int known = applied;
    return at < known ? known : Math.max(recovered, published());
  }
}
