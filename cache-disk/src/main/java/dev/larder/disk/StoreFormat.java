package dev.larder.disk;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code larder.format}: {@link #MAGIC} (u64), format version (u32), zero (u32), the id of
 * the store (u128), and the CRC32C of all that (u32).
 *
 * @param idHigh the first half of the id
 * @param idLow the second half
 */
record StoreFormat(long idHigh, long idLow) {

  static final long MAGIC = 0x3144_5244_5241_4C00L;
  static final int VERSION = 1;
  private static final int LENGTH = 36;

  /** Reads the file; returns null if it is missing or damaged. */
  static @Nullable StoreFormat read(Medium medium, Path file) throws IOException {
    if (!medium.exists(file)) {
      return null;
    }
    byte[] bytes = new byte[LENGTH];
    try (Medium.OpenFile open = medium.openReadOnly(file)) {
      if (open.read(0, bytes) < LENGTH) {
        return null;
      }
    }
    ByteBuffer form = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (form.getLong(0) != MAGIC || form.getInt(32) != crc(bytes)) {
      return null;
    }
    refuseNewer(file, form.getInt(8));
    return new StoreFormat(form.getLong(16), form.getLong(24));
  }

  /** Refuses a file that a newer release wrote in a way that this one does not understand. */
  static void refuseNewer(Path file, int version) {
    if (version > VERSION) {
      throw new CacheException(
          Code.UNSUPPORTED,
          "open",
          null,
          file
              + " has format version "
              + version
              + ", and this release reads up to "
              + VERSION
              + "; use a newer release or another directory");
    }
  }

  static StoreFormat random() {
    SecureRandom random = new SecureRandom();
    return new StoreFormat(random.nextLong(), random.nextLong());
  }

  /** Writes the file, in place of a damaged one. */
  void write(Medium medium, Path file) throws IOException {
    ByteBuffer form = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    form.putLong(MAGIC).putInt(VERSION).putInt(0).putLong(idHigh).putLong(idLow);
    form.putInt(crc(form.array()));
    Path draft = file.resolveSibling("larder.format.tmp");
    try (Medium.OpenFile open = medium.open(draft)) {
      open.write(0, form.array(), LENGTH);
      open.resize(LENGTH);
      open.force();
    }
    medium.rename(draft, file);
    medium.syncDirectory(file.resolveSibling(""));
  }

  private static int crc(byte[] form) {
    CRC32C crc = new CRC32C();
    crc.update(form, 0, LENGTH - 4);
    return (int) crc.getValue();
  }
}
