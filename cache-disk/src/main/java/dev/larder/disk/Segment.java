package dev.larder.disk;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
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
 * 48 u64 published length; {@link #SEALED} if nothing will be appended any more
 * </pre>
 */
final class Segment {

  static final long MAGIC = 0x3147_4553_4452_414CL;
  static final int HEAD = 64;
  static final long SEALED = 1L << 62;
  static final int PUBLISHED_AT = 48;
  private static final int SLOT_AT = 32;
  private static final int CRC_AT = 36;

  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle LONG_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  final Path file;
  final int number;
  final ByteBuffer bytes;

  /** How many bytes of live entries are in here; expired ones that nobody missed yet count. */
  final AtomicLong live = new AtomicLong();

  /** How far the index knows this segment. Guarded by the publications. */
  int applied = HEAD;

  /** Whether records with damaged values were left out of the index. Guarded alike. */
  boolean recovered;

  /** Whether there are bytes in here that are no records. Guarded alike. */
  boolean damaged;

  /** How many bytes of tombstones were copied in here because they are needed. */
  final AtomicLong pinned = new AtomicLong();

  Segment(Path file, int number, ByteBuffer mapped) {
    this.file = file;
    this.number = number;
    this.bytes = mapped.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Maps a file; returns null if it is missing, or too short to be a segment. */
  static @Nullable Segment map(Medium medium, Path file, int number) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        long size = size(medium, file);
        return size < HEAD ? null : new Segment(file, number, medium.map(file, size, false));
      } catch (IOException failure) {
        // It may have been sealed, and with that made shorter, or removed between the two calls.
        if (attempt == 3) {
          throw failure;
        }
      }
    }
  }

  private static long size(Medium medium, Path file) throws IOException {
    if (!medium.exists(file)) {
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

  /** Lets everybody read up to there; by the process that appends alone. */
  void publish(long length) {
    LONGS.setRelease(bytes, PUBLISHED_AT, length);
  }

  /** Returns the slot of the process that appends, or did; -1 if the head is damaged. */
  int slot() {
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, CRC_AT));
    return (int) crc.getValue() == bytes.getInt(CRC_AT) ? bytes.getInt(SLOT_AT) : -1;
  }

  /**
   * Seals a segment whose owner is dead behind that length: the last record, or what was published.
   */
  void sealForDead(Medium medium, long length) throws IOException {
    byte[] word = new byte[8];
    LONG_BYTES.set(word, 0, length | SEALED);
    try (Medium.OpenFile open = medium.open(file)) {
      open.resize(length);
      open.force();
      open.write(PUBLISHED_AT, word, word.length);
    }
  }

  /** Returns how many bytes a compaction would give back. */
  long garbage() {
    return published() - HEAD - live.get() - pinned.get();
  }

  StoredRecord record(int at) {
    return StoredRecord.at(bytes, at);
  }
}
