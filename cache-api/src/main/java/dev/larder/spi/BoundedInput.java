package dev.larder.spi;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.StorageInfo;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads what a layer decodes, which is {@code CORRUPT} from the first byte on that is more than a
 * value may have: a few stored bytes can decode to more than there is memory.
 */
final class BoundedInput extends InputStream {

  private final String operation;
  private final CacheKey key;
  private final InputStream decoding;
  private final StorageInfo info;

  // From -1, which means too many, on.
  private long rest;

  BoundedInput(String operation, CacheKey key, InputStream decoding, StorageInfo info) {
    this.operation = operation;
    this.key = key;
    this.decoding = decoding;
    this.info = info;
    this.rest = info.maxValueSize();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = decoding.read(bytes, offset, (int) Math.min(length, rest + 1));
    rest -= Math.max(read, 0);
    if (rest < 0) {
      throw new CacheException(
          Code.CORRUPT,
          operation,
          key,
          "the stored bytes decode to more than the "
              + info.maxValueSize()
              + " that "
              + info.name()
              + " takes; delete the entry or raise the limit");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    decoding.close();
  }
}
