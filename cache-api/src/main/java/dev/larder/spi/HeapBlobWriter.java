package dev.larder.spi;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.EntryMetadata;
import java.util.function.Function;

/** Keeps a value on the heap until its commit. Its size is bounded by the guard around it. */
final class HeapBlobWriter extends BlobWriter {

  private final HeapBuffer bytes = new HeapBuffer();
  private final Function<Blob, EntryMetadata> save;

  HeapBlobWriter(Function<Blob, EntryMetadata> save) {
    this.save = save;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    bytes.write(source, offset, length);
  }

  @Override
  public EntryMetadata commit() {
    return save.apply(bytes.toBlob());
  }

  @Override
  public void close() {
    bytes.reset();
  }
}
