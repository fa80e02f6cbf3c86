package dev.larder.service;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, and none of those that follow. */
final class FirstBytes extends FilterInputStream {

  private long left;

  FirstBytes(InputStream stream, long length) {
    super(stream);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0 && length > 0) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(left, length));
    left -= Math.max(0, read);
    return read;
  }
}
