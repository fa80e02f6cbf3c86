package dev.larder.spi;

import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import java.io.IOException;
import java.io.InputStream;

/** Reads another reader through a decoding stream. */
final class DecodingReader extends BlobReader {

  private final CacheKey key;
  private final BlobReader inner;
  private final InputStream decoding;

  DecodingReader(CacheKey key, BlobReader inner, InputStream decoding) {
    this.key = key;
    this.inner = inner;
    this.decoding = decoding;
  }

  @Override
  public EntryMetadata metadata() {
    return inner.metadata();
  }

  @Override
  public int read() {
    try {
      return decoding.read();
    } catch (IOException | RuntimeException failure) {
      throw TransformingStorage.broken(Code.CORRUPT, "read", key, failure);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    try {
      return decoding.read(bytes, offset, length);
    } catch (IOException | RuntimeException failure) {
      throw TransformingStorage.broken(Code.CORRUPT, "read", key, failure);
    }
  }

  @Override
  public void close() {
    // The stream may hold memory outside the heap, or a key.
    TransformingStorage.closeQuietly(decoding);
    inner.close();
  }
}
