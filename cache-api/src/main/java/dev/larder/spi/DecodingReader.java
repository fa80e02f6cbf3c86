package dev.larder.spi;

import dev.larder.storage.BlobReader;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Reads another reader through a decoding stream. */
final class DecodingReader extends BlobReader {

  private final CacheKey key;
  private final BlobReader inner;
  private final InputStream decoding;
  private final ReaderState state;

  DecodingReader(CacheKey key, BlobReader inner, InputStream decoding) {
    this.key = key;
    this.inner = inner;
    this.decoding = decoding;
    this.state = new ReaderState(key);
  }

  @Override
  public EntryMetadata metadata() {
    return inner.metadata();
  }

  @Override
  public int read() {
    state.requireOpen();
    try {
      return decoding.read();
    } catch (IOException | RuntimeException failure) {
      throw TransformingStorage.broken(Code.CORRUPT, "read", key, failure);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    state.requireOpen();
    try {
      return decoding.read(bytes, offset, length);
    } catch (IOException | RuntimeException failure) {
      throw TransformingStorage.broken(Code.CORRUPT, "read", key, failure);
    }
  }

  @Override
  public void close() {
    if (state.close()) {
      // The stream may hold memory outside the heap, or a key.
      TransformingStorage.closeQuietly(decoding);
      inner.close();
    }
  }
}
