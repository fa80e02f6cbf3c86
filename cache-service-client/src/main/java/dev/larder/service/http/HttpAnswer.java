package dev.larder.service.http;

import dev.larder.service.transport.ServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** An answer whose body is read from the connection. */
final class HttpAnswer implements ServiceResponse {

  /** What is read to the end, to keep the connection, rather than given up together with it. */
  private static final int DRAINED = 16 * 1024;

  private static final Duration DRAIN_WAIT = Duration.ofMillis(20);
  private static final String WHAT = "an answer";

  private final HttpTransport transport;
  private final HttpConnection connection;
  private final ResponseHead head;
  private final Arrival arrival;
  private final BodyStream raw;
  private final InputStream body;
  private final boolean decoded;
  private boolean closed;

  HttpAnswer(
      HttpTransport transport, HttpConnection connection, ResponseHead head, WaitBudget budget)
      throws IOException {
    this.transport = transport;
    this.connection = connection;
    this.head = head;
    this.arrival = new Arrival(connection, budget);
    this.raw = body(arrival, head);
    this.decoded = head.says("content-encoding", "gzip");
    this.body = decoded ? decode(raw) : raw;
  }

  private static BodyStream body(Arrival arrival, ResponseHead head) throws IOException {
    if (head.isBodiless()) {
      return BodyStream.ofLength(arrival, 0, WHAT);
    }
    if (head.says("transfer-encoding", "chunked")) {
      return BodyStream.chunked(arrival, WHAT);
    }
    String length = head.header("content-length");
    if (length == null) {
      return BodyStream.toTheEnd(arrival, WHAT);
    }
    try {
      long bytes = Long.parseLong(length);
      if (bytes >= 0) {
        return BodyStream.ofLength(arrival, bytes, WHAT);
      }
    } catch (NumberFormatException wrong) {
      // Said below, as for a negative one.
    }
    throw new ProtocolException("the answer has a length that is none: " + length);
  }

  private static InputStream decode(BodyStream raw) throws IOException {
    return raw.isDone() ? new ByteArrayInputStream(new byte[0]) : new GZIPInputStream(raw);
  }

  @Override
  public int status() {
    return head.status();
  }

  @Override
  public Optional<String> header(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    // The length and the coding are those of the wire, not of what the reader gets.
    boolean ofTheWire = lower.equals("content-length") || lower.equals("content-encoding");
    return decoded && ofTheWire ? Optional.empty() : Optional.ofNullable(head.header(lower));
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    drain();
    if (raw.isDone() && head.keepsAlive() && !head.says("connection", "close")) {
      transport.release(connection);
    } else {
      connection.close();
    }
  }

  /** Reads what is left if that is little and there already. */
  private void drain() {
    if (!raw.isDone() && (head.says("transfer-encoding", "chunked") || !raw.isBeyond(DRAINED))) {
      arrival.budget = new WaitBudget(DRAIN_WAIT);
      raw.drain(DRAINED);
    }
  }

  /** What the connection receives while the budget lasts. */
  private static final class Arrival implements Incoming {

    private final HttpConnection connection;
    private WaitBudget budget;

    Arrival(HttpConnection connection, WaitBudget budget) {
      this.connection = connection;
      this.budget = budget;
    }

    @Override
    public int read() throws IOException {
      return connection.read(budget);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return connection.read(bytes, offset, length, budget);
    }
  }
}
