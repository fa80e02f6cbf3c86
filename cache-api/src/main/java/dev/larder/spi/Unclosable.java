package dev.larder.spi;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Keeps a stream open when the stream around it is closed to finish its own work. */
final class Unclosable extends FilterOutputStream {

  Unclosable(OutputStream out) {
    super(out);
  }

  // The inherited method writes byte by byte.
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
