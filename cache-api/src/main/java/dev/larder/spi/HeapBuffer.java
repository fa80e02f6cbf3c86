package dev.larder.spi;

import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;

/** Bytes that become a blob without a further copy. */
final class HeapBuffer extends ByteArrayOutputStream {

  /** Returns what was written as a blob that owns the array; write no more afterwards. */
  Blob toBlob() {
    Blob blob = Blob.wrap(buf, 0, count);
    buf = new byte[0];
    count = 0;
    return blob;
  }
}
