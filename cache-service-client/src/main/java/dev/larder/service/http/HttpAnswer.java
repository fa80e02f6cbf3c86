package dev.larder.service.http;

import dev.larder.service.transport.ServiceResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** An answer whose body is read from the connection. */
final class HttpAnswer implements ServiceResponse {

  private final HttpTransport transport;
  private final HttpConnection connection;
  private final ResponseHead head;
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
    this.raw = BodyStream.of(connection, head, budget);
    this.decoded = head.says("content-encoding", "gzip");
    this.body = decoded ? decode(raw) : raw;
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
    raw.drain();
    if (raw.isDone() && head.keepsAlive() && !head.says("connection", "close")) {
      transport.release(connection);
    } else {
      transport.drop(connection);
    }
  }
}
