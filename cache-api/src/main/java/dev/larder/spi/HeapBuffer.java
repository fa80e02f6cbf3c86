package dev.larder.spi;

import dev.larder.storage.Blob;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Bytes that become a blob of exactly their size. */
final class HeapBuffer extends ByteArrayOutputStream {

  /** Returns what was written; write no more afterwards. */
  Blob toBlob() {
    // A blob that kept the rest of a grown array would hold up to twice what it counts for.
    Blob blob = Blob.wrap(count == buf.length ? buf : Arrays.copyOf(buf, count));
    buf = new byte[0];
    count = 0;
    return blob;
  }
}
