package dev.larder.service.server;

import dev.larder.storage.BlobWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;

/** A stream whose bytes also go to writers and into a digest as they are read. */
final class TeeStream extends FilterInputStream {

  private final List<BlobWriter> writers;
  private final MessageDigest digest;
  private long count;

  TeeStream(InputStream in, List<BlobWriter> writers, MessageDigest digest) {
    super(in);
    this.writers = writers;
    this.digest = digest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      count += read;
      digest.update(bytes, offset, read);
      for (BlobWriter writer : writers) {
        writer.write(bytes, offset, read);
      }
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  MessageDigest digest() {
    return digest;
  }

  long count() {
    return count;
  }
}
