package dev.larder.testkit;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.io.ByteArrayOutputStream;

/** A writer that is right, made to be wrong in one method. */
class Wrong extends BlobWriter {

  private final Storage storage;
  private final CacheKey key;
  private final SaveOptions options;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean committed;
  private boolean closed;

  Wrong(Storage storage, CacheKey key, SaveOptions options) {
    this.storage = storage;
    this.key = key;
    this.options = options;
  }

  int size() {
    return bytes.size();
  }

  Blob value() {
    return Blob.wrap(bytes.toByteArray());
  }

  boolean isCommitted() {
    return committed;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isOpenForWrite() {
    return !closed && !committed;
  }

  boolean isOpenForCommit() {
    return !closed && !committed;
  }

  /** Returns what a failed commit is called. */
  String commitOperation() {
    return "commit";
  }

  EntryMetadata save() {
    return storage.save(key, value(), options);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    if (!isOpenForWrite()) {
      throw new IllegalStateException("write " + key + ": the writer is done");
    }
    bytes.write(source, offset, length);
    if (bytes.size() > storage.info().maxValueSize()) {
      throw new CacheException(Code.TOO_LARGE, "write", key, "too large; write less");
    }
  }

  @Override
  public EntryMetadata commit() {
    if (!isOpenForCommit()) {
      throw new IllegalStateException("commit " + key + ": the writer is done");
    }
    try {
      EntryMetadata metadata = save();
      committed = true;
      return metadata;
    } catch (CacheException failure) {
      throw failure.during(commitOperation(), key);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
