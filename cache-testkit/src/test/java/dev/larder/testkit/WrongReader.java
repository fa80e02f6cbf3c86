package dev.larder.testkit;

import dev.larder.storage.BlobReader;
import dev.larder.storage.EntryMetadata;

/** A reader that is right, made to be wrong in one method. */
class WrongReader extends BlobReader {

  private final BlobReader inner;

  WrongReader(BlobReader inner) {
    this.inner = inner;
  }

  @Override
  public EntryMetadata metadata() {
    return inner.metadata();
  }

  @Override
  public int read() {
    return inner.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    return inner.read(bytes, offset, length);
  }

  @Override
  public void close() {
    inner.close();
  }
}
