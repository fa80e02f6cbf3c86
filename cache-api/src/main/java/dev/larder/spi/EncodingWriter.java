package dev.larder.spi;

import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Writes through an encoding stream into another writer. */
final class EncodingWriter extends BlobWriter {

  private final CacheKey key;
  private final BlobWriter inner;
  private final OutputStream encoding;
  private final Rules rules;
  private final WriterState state;
  private long size;

  EncodingWriter(CacheKey key, BlobWriter inner, OutputStream encoding, Rules rules) {
    this.rules = rules;
    this.key = key;
    this.inner = inner;
    this.encoding = encoding;
    this.state = new WriterState(key);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    state.begin("write");
    try {
      if (length > 0) {
        rules.requireSize("write", key, size + length);
        encoding.write(bytes, offset, length);
        size += length;
      }
      state.succeed();
    } catch (IOException | RuntimeException failure) {
      throw TransformingStorage.broken(Code.INTERNAL, "write", key, failure);
    }
  }

  @Override
  public EntryMetadata commit() {
    state.begin("commit");
    try {
      rules.requireSize("commit", key, size);
      encoding.close();
      EntryMetadata metadata = inner.commit();
      state.commit();
      return metadata;
    } catch (IOException | RuntimeException failure) {
      throw TransformingStorage.broken(Code.INTERNAL, "commit", key, failure);
    }
  }

  @Override
  public void close() {
    if (state.close()) {
      // The stream may hold memory outside the heap, or a key. What it still writes goes nowhere.
      TransformingStorage.closeQuietly(encoding);
      inner.close();
    }
  }
}
