package dev.larder.service.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Duration;

/** The bytes of an answer, as many as its head says. Closing it does not read the rest. */
final class BodyStream extends InputStream {

  private static final long UNKNOWN = -1;
  private static final int CHUNK_LINE = 1024;

  /** What is read to the end, to keep the connection, rather than given up together with it. */
  private static final int DRAINED = 16 * 1024;

  private static final Duration DRAIN_WAIT = Duration.ofMillis(20);

  private final HttpConnection connection;
  private WaitBudget budget;
  private final boolean chunked;

  /** What is left: of the body, of this chunk, or unknown where the connection's end is its end. */
  private long left;

  private boolean ended;
  private boolean firstChunk = true;
  private boolean broken;

  private BodyStream(HttpConnection connection, WaitBudget budget, boolean chunked, long left) {
    this.connection = connection;
    this.budget = budget;
    this.chunked = chunked;
    this.left = left;
    this.ended = !chunked && left == 0;
  }

  static BodyStream of(HttpConnection connection, ResponseHead head, WaitBudget budget)
      throws IOException {
    if (head.isBodiless()) {
      return new BodyStream(connection, budget, false, 0);
    }
    if (head.says("transfer-encoding", "chunked")) {
      return new BodyStream(connection, budget, true, 0);
    }
    String length = head.header("content-length");
    if (length == null) {
      return new BodyStream(connection, budget, false, UNKNOWN);
    }
    try {
      long bytes = Long.parseLong(length);
      if (bytes >= 0) {
        return new BodyStream(connection, budget, false, bytes);
      }
    } catch (NumberFormatException wrong) {
      // Said below, as for a negative one.
    }
    throw new ProtocolException("the answer has a length that is none: " + length);
  }

  /** Returns whether all was read, so that the connection is at the end of the answer. */
  boolean isDone() {
    return ended && !broken && left != UNKNOWN;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Reads what is left if that is little and there already. */
  void drain() {
    boolean little = chunked || (left >= 0 && left <= DRAINED);
    if (ended || broken || !little) {
      return;
    }
    budget = new WaitBudget(DRAIN_WAIT);
    byte[] rest = new byte[DRAINED];
    try {
      for (int room = DRAINED; room > 0 && !ended; ) {
        room -= Math.max(1, read(rest, 0, room));
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
    int count = connection.read(bytes, offset, wanted, budget);
    if (left == UNKNOWN) {
      ended = count < 0;
      return count;
    }
    if (count < 0) {
      throw new EOFException("the connection was closed in the middle of an answer");
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
      throw new ProtocolException("the answer has a chunk that does not end where it says");
    }
    firstChunk = false;
    String size = line();
    int end = size.indexOf(';');
    try {
      left = Long.parseLong((end < 0 ? size : size.substring(0, end)).strip(), 16);
    } catch (NumberFormatException wrong) {
      left = -1;
    }
    if (left < 0) {
      left = 0;
      throw new ProtocolException("the answer has a chunk without a size");
    }
    if (left == 0) {
      String trailer = line();
      while (!trailer.isEmpty()) {
        trailer = line();
      }
      ended = true;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = connection.read(budget); c != '\n'; c = connection.read(budget)) {
      if (line.length() >= CHUNK_LINE) {
        throw new ProtocolException("the answer has a chunk without a size");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public int available() {
    return 0;
  }
}
