package dev.larder.service.http;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes one request. */
final class RequestWriter {

  /** Sockets buffer as much at least, so that so small a request never waits for its peer. */
  private static final int AT_ONCE = 16 * 1024;

  private static final int CHUNK = 64 * 1024;

  private final Endpoint endpoint;

  RequestWriter(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  void write(ServiceRequest request, HttpConnection connection, WaitBudget budget)
      throws IOException {
    byte[] head = head(request).getBytes(StandardCharsets.UTF_8);
    RequestBody body = request.body();
    long length = body == null ? 0 : body.length();
    if (body == null || length == 0) {
      connection.write(head);
    } else {
      try (InputStream bytes = body.open()) {
        if (head.length + length <= AT_ONCE) {
          writeAtOnce(head, bytes, (int) length, connection);
        } else {
          connection.write(head, head.length, budget);
          stream(bytes, length, connection, budget);
        }
      }
    }
    connection.flush();
  }

  private static void writeAtOnce(
      byte[] head, InputStream body, int length, HttpConnection connection) throws IOException {
    byte[] all = new byte[head.length + length];
    System.arraycopy(head, 0, all, 0, head.length);
    if (body.readNBytes(all, head.length, length) < length) {
      throw shorter(length);
    }
    connection.write(all);
  }

  private void stream(InputStream body, long length, HttpConnection connection, WaitBudget budget)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (long left = length; left > 0; ) {
      int count = body.readNBytes(chunk, 0, (int) Math.min(CHUNK, left));
      if (count == 0) {
        throw shorter(length);
      }
      connection.write(chunk, count, budget);
      left -= count;
    }
  }

  private static IOException shorter(long length) {
    return new IOException("the value has less than the " + length + " bytes that it announced");
  }

  private String head(ServiceRequest request) {
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(endpoint.prefix()).append(request.target());
    head.append(" HTTP/1.1\r\n");
    append(head, "host", endpoint.authority());
    append(head, "accept-encoding", "gzip");
    RequestBody body = request.body();
    if (body != null) {
      append(head, "content-type", body.contentType());
    }
    if (body != null || request.method() == ServiceRequest.Method.POST) {
      append(head, "content-length", Long.toString(body == null ? 0 : body.length()));
    }
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      append(head, header.getKey(), header.getValue());
    }
    return head.append("\r\n").toString();
  }

  private static void append(StringBuilder head, String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new IllegalArgumentException(
            "the value of the header " + name + " has a control character");
      }
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
