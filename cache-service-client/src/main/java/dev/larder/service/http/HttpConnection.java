package dev.larder.service.http;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with a buffer for what was received. It is made of a channel, so that an
 * interrupt ends a wait at once. Not thread-safe but for {@link #close()}.
 */
final class HttpConnection implements Closeable {

  private static final int BUFFER = 16 * 1024;

  private final SocketChannel channel;
  private final WaitWatch.Guard guard;
  private final Socket socket;
  private final boolean encrypted;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long idleSince;
  private boolean retired;

  /** Takes a socket that is connected, with the channel below it. */
  HttpConnection(SocketChannel channel, WaitWatch.Guard guard, Socket socket) throws IOException {
    this.channel = channel;
    this.guard = guard;
    this.socket = socket;
    this.encrypted = socket instanceof SSLSocket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Writes what sockets buffer. */
  void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Writes so many of the bytes while the budget lasts. */
  void write(byte[] bytes, int length, WaitBudget budget) throws IOException {
    long start = System.nanoTime();
    guard.begin(budget.nanos());
    try {
      out.write(bytes, 0, length);
    } catch (IOException failure) {
      throw guard.isCut() ? budget.exceeded(failure) : failure;
    } finally {
      guard.end();
      budget.spendSince(start);
      budget.earn(length);
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  /** Returns the next byte, or fails where the peer has closed. */
  int read(WaitBudget budget) throws IOException {
    if (position == limit && !fill(budget)) {
      throw new EOFException("the connection was closed in the middle of an answer");
    }
    return buffer[position++] & 0xff;
  }

  /**
   * Reads up to the next line feed, which is dropped, each byte as one character; null if there is
   * none among that many bytes.
   */
  @Nullable String line(int most, WaitBudget budget) throws IOException {
    StringBuilder before = new StringBuilder(0);
    while (true) {
      if (position == limit && !fill(budget)) {
        throw new EOFException("the connection was closed in the middle of an answer");
      }
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      String part = new String(buffer, position, end - position, StandardCharsets.ISO_8859_1);
      boolean whole = end < limit;
      position = whole ? end + 1 : end;
      if (before.length() + part.length() >= most) {
        return null;
      }
      if (whole) {
        return before.length() == 0 ? part : before.append(part).toString();
      }
      before.append(part);
    }
  }

  /** Reads some bytes, at least one; -1 where the peer has closed. */
  int read(byte[] bytes, int offset, int length, WaitBudget budget) throws IOException {
    if (position == limit) {
      if (length >= BUFFER) {
        return receive(bytes, offset, length, budget);
      }
      if (!fill(budget)) {
        return -1;
      }
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, bytes, offset, count);
    position += count;
    return count;
  }

  /** Waits for bytes; false where the peer has closed. */
  boolean fill(WaitBudget budget) throws IOException {
    position = 0;
    limit = Math.max(0, receive(buffer, 0, BUFFER, budget));
    return limit > 0;
  }

  private int receive(byte[] bytes, int offset, int length, WaitBudget budget) throws IOException {
    long start = System.nanoTime();
    try {
      if (encrypted) {
        // One read here may be any number of reads below, each with a limit of its own.
        guard.begin(budget.nanos());
      } else {
        socket.setSoTimeout(budget.millis());
      }
      int count = in.read(bytes, offset, length);
      budget.earn(Math.max(0, count));
      return count;
    } catch (SocketTimeoutException late) {
      throw budget.exceeded(late);
    } catch (IOException failure) {
      throw guard.isCut() ? budget.exceeded(failure) : failure;
    } finally {
      if (encrypted) {
        guard.end();
      }
      budget.spendSince(start);
    }
  }

  /** Keeps it from carrying another request. */
  void retire() {
    retired = true;
  }

  boolean isRetired() {
    return retired;
  }

  /** Remembers when it was last used. */
  void rest() {
    idleSince = System.nanoTime();
  }

  /** Returns whether it can carry another request: not idle for too long, silent, and open. */
  boolean isUsable(long maxIdleNanos) {
    if (position != limit || System.nanoTime() - idleSince > maxIdleNanos) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      // Nothing was asked, so what can be read is an end, or something that belongs to no request.
      boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
      channel.configureBlocking(true);
      return silent;
    } catch (IOException broken) {
      return false;
    }
  }

  /** Closes the channel and not the socket: that would wait for a writer that is stuck. */
  @Override
  public void close() {
    guard.close();
  }
}
