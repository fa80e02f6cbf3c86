package dev.larder.service.http;

import java.io.EOFException;
import java.io.IOException;

/** What the other side of a connection sends, as it arrives. Not thread-safe. */
public interface Incoming {

  /**
   * Returns the next byte, 0 to 255.
   *
   * @throws EOFException if the other side has sent all that it will send
   */
  int read() throws IOException;

  /** Reads some bytes, at least one; returns how many, or -1 where the other side has ended. */
  int read(byte[] bytes, int offset, int length) throws IOException;
}
