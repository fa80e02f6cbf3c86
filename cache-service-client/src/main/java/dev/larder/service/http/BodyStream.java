package dev.larder.service.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * The body of a message, as many bytes as its head says: one that ends too soon fails, so that half
 * a value is never taken for a whole one. Closing it does not read the rest. Not thread-safe.
 */
public final class BodyStream extends InputStream {

  private static final long UNKNOWN = -1;
  private static final int CHUNK_LINE = 1024;

  /** Hexadecimal digits of a size that a long holds. */
  private static final int SIZE_DIGITS = 15;

  /** What may follow the last chunk. */
  private static final int TRAILERS = 64 * 1024;

  private final Incoming in;
  private final boolean chunked;
  private final long length;
  private final String message;

  /** What is left: of the body, of this chunk, or unknown where the connection's end is its end. */
  private long left;

  private boolean ended;
  private boolean firstChunk = true;
  private boolean broken;

  private BodyStream(Incoming in, boolean chunked, long left, String message) {
    this.in = in;
    this.chunked = chunked;
    this.left = left;
    this.length = chunked ? UNKNOWN : left;
    this.message = message;
    this.ended = !chunked && left == 0;
  }

  /**
   * Returns a body of so many bytes.
   *
   * @param message what it is the body of, for failures: {@code an answer} or {@code a request}
   */
  public static BodyStream ofLength(Incoming in, long length, String message) {
    if (length < 0) {
      throw new IllegalArgumentException("length (" + length + ") must not be negative");
    }
    return new BodyStream(in, false, length, message);
  }

  /** Returns a body in chunks, each with its size before it. */
  public static BodyStream chunked(Incoming in, String message) {
    return new BodyStream(in, true, 0, message);
  }

  /** Returns a body that ends where the connection does. */
  static BodyStream toTheEnd(Incoming in, String message) {
    return new BodyStream(in, false, UNKNOWN, message);
  }

  /** Returns the number of bytes that the head announces; -1 if it does not say. */
  public long length() {
    return length;
  }

  /** Returns whether reading it has failed. */
  public boolean hasFailed() {
    return broken;
  }

  /** Returns whether all was read, so that the connection is behind the body. */
  public boolean isDone() {
    return ended && !broken && left != UNKNOWN;
  }

  /** Returns whether there is more to be read than that, or nobody knows. */
  public boolean isBeyond(int bytes) {
    return !isDone() && (broken || chunked || left == UNKNOWN || left > bytes);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Reads the rest and forgets it, unless it is more than that. Does not fail. */
  public void drain(int most) {
    byte[] rest = new byte[Math.min(most, 16 * 1024)];
    try {
      for (int room = most; room > 0 && !ended && !broken; ) {
        room -= Math.max(1, read(rest, 0, Math.min(room, rest.length)));
      }
    } catch (IOException givenUp) {
      broken = true;
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (broken) {
      throw new IOException("the body of " + message + " failed before");
    }
    broken = true;
    int count = readSome(bytes, offset, length);
    broken = false;
    return count;
  }

  private int readSome(byte[] bytes, int offset, int length) throws IOException {
    if (chunked && left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int wanted = left == UNKNOWN ? length : (int) Math.min(length, left);
    int count = in.read(bytes, offset, wanted);
    if (left == UNKNOWN) {
      ended = count < 0;
      return count;
    }
    if (count < 0) {
      throw new EOFException("the connection was closed in the middle of " + message);
    }
    left -= count;
    if (left == 0 && !chunked) {
      ended = true;
    } else if (left == 0) {
      nextChunk();
    }
    return count;
  }

  private void nextChunk() throws IOException {
    if (!firstChunk && !line().isEmpty()) {
      throw new ProtocolException(message() + " has a chunk that does not end where it says");
    }
    firstChunk = false;
    left = size(line());
    if (left == 0) {
      skipTrailers();
      ended = true;
    }
  }

  private long size(String line) throws IOException {
    int end = line.indexOf(';');
    // Of what this strips a line can have spaces and tabs only.
    String digits = (end < 0 ? line : line.substring(0, end)).stripTrailing();
    boolean legal = !digits.isEmpty() && digits.length() <= SIZE_DIGITS;
    long size = 0;
    for (int i = 0; legal && i < digits.length(); i++) {
      char c = digits.charAt(i);
      // Not every digit of Unicode, nor a sign, which a parser of numbers would take.
      legal = c < 0x80 && Character.digit(c, 16) >= 0;
      size = size << 4 | Math.max(0, Character.digit(c, 16));
    }
    if (!legal) {
      throw new ProtocolException(message() + " has a chunk without a size");
    }
    return size;
  }

  private void skipTrailers() throws IOException {
    int room = TRAILERS;
    for (String trailer = line(); !trailer.isEmpty(); trailer = line()) {
      room -= trailer.length();
      if (room < 0) {
        throw new ProtocolException(
            message() + " has more than " + TRAILERS + " bytes behind its last chunk");
      }
    }
  }

  /** Reads a line, which has to end as lines do: others would see the end of a chunk elsewhere. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    while (c != '\r' && c != '\n' && line.length() < CHUNK_LINE) {
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new ProtocolException(message() + " has a control character between its chunks");
      }
      line.append((char) c);
      c = in.read();
    }
    if (c != '\r' || in.read() != '\n') {
      throw new ProtocolException(message() + " has a chunk without a size");
    }
    return line.toString();
  }

  private String message() {
    return "the " + message.substring(message.indexOf(' ') + 1);
  }

  @Override
  public int available() {
    return 0;
  }
}
