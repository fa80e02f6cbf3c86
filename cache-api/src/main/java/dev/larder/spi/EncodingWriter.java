package dev.larder.spi;

import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import java.io.IOException;
import java.io.OutputStream;

/** Writes through an encoding stream into another writer. */
final class EncodingWriter extends BlobWriter {

  private final CacheKey key;
  private final BlobWriter inner;
  private final OutputStream encoding;

  EncodingWriter(CacheKey key, BlobWriter inner, OutputStream encoding) {
    this.key = key;
    this.inner = inner;
    this.encoding = encoding;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      encoding.write(bytes, offset, length);
    } catch (IOException failure) {
      throw TransformingStorage.broken(Code.INTERNAL, "write", key, failure);
    }
  }

  @Override
  public EntryMetadata commit() {
    try {
      encoding.close();
    } catch (IOException failure) {
      throw TransformingStorage.broken(Code.INTERNAL, "commit", key, failure);
    }
    return inner.commit();
  }

  @Override
  public void close() {
    inner.close();
  }
}
