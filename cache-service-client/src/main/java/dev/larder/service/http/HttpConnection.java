package dev.larder.service.http;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.http.HttpConnectTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection, with a buffer for what was received. It is made of a channel, so that an
 * interrupt ends a wait at once. Not thread-safe but for {@link #close()}.
 */
final class HttpConnection implements Closeable {

  private static final int BUFFER = 16 * 1024;

  private final SocketChannel channel;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long idleSince;
  private boolean retired;

  private HttpConnection(SocketChannel channel, Socket socket) throws IOException {
    this.channel = channel;
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Connects to the first address of the host that answers. */
  static HttpConnection open(Endpoint endpoint, WaitBudget budget) throws IOException {
    IOException failure = null;
    for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
      try {
        return open(endpoint, new InetSocketAddress(address, endpoint.port()), budget);
      } catch (ConnectException | HttpConnectTimeoutException next) {
        failure = next;
      }
    }
    throw failure == null ? new ConnectException("no address") : failure;
  }

  private static HttpConnection open(
      Endpoint endpoint, InetSocketAddress address, WaitBudget budget) throws IOException {
    long start = System.nanoTime();
    int millis = (int) Math.min(budget.millis(), Math.max(1, endpoint.connectTimeout().toMillis()));
    SocketChannel channel = SocketChannel.open();
    boolean ready = false;
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(address, millis);
      Socket socket = channel.socket();
      if (endpoint.tls() != null) {
        socket.setSoTimeout(millis);
        socket = encrypt(socket, endpoint, endpoint.tls());
      }
      HttpConnection connection = new HttpConnection(channel, socket);
      ready = true;
      return connection;
    } catch (SocketTimeoutException late) {
      HttpConnectTimeoutException failure =
          new HttpConnectTimeoutException("no connection within " + millis + " ms");
      failure.initCause(late);
      throw failure;
    } finally {
      budget.spendSince(start);
      if (!ready) {
        channel.close();
      }
    }
  }

  private static Socket encrypt(Socket plain, Endpoint endpoint, SSLContext tls)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
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
      socket.setSoTimeout(budget.millis());
      int count = in.read(bytes, offset, length);
      budget.earn(Math.max(0, count));
      return count;
    } catch (SocketTimeoutException late) {
      IOException failure = budget.exceeded();
      failure.initCause(late);
      throw failure;
    } finally {
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

  @Override
  public void close() {
    try {
      // The channel and not the socket: closing that would wait for a writer that is stuck.
      channel.close();
    } catch (IOException gone) {
      // There is nothing left to give back.
    }
  }
}
