package dev.larder.service.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers through a buffer, so that a small one is sent by one call with its head. For one
 * connection, and not thread-safe.
 */
final class ReplyWriter {

  private static final int BUFFER = 8 * 1024;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Peer peer;
  private final byte[] buffer = new byte[BUFFER];
  private int size;

  ReplyWriter(Peer peer) {
    this.peer = peer;
  }

  /**
   * Writes a reply.
   *
   * @param to what it answers, or null if that is no request that could be read
   * @param keeps whether the connection is to be kept
   * @return whether it can be
   * @throws IOException if the client is gone, or the reply is not as long as it says
   */
  boolean write(HttpReply reply, @Nullable RequestHead to, boolean keeps) throws IOException {
    boolean current = to == null || to.current();
    boolean none = reply.status() == NO_CONTENT || reply.status() == NOT_MODIFIED;
    boolean unknown = !none && reply.length() == HttpReply.UNKNOWN;
    boolean kept = keeps && (current || !unknown);
    size = 0;
    peer.beginAnswer();
    head(reply);
    if (unknown && current) {
      header("transfer-encoding", "chunked");
    } else if (!unknown && !none) {
      header("content-length", Long.toString(reply.length()));
    }
    if (!kept) {
      header("connection", "close");
    } else if (!current) {
      header("connection", "keep-alive");
    }
    put(CRLF);
    boolean headOnly = to != null && to.method().equals("HEAD");
    if (!none && !headOnly && reply.length() != 0) {
      body(reply, unknown && current);
    }
    flush();
    peer.endAnswer();
    return kept;
  }

  private void head(HttpReply reply) throws IOException {
    text("HTTP/1.1 " + reply.status() + " " + reason(reply.status()) + "\r\ndate: ");
    text(HttpDate.now());
    put(CRLF);
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      header(header.getKey(), header.getValue());
    }
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 307 -> "Temporary Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 415 -> "Unsupported Media Type";
      case 417 -> "Expectation Failed";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      case 507 -> "Insufficient Storage";
      default -> "";
    };
  }

  private void header(String name, String value) throws IOException {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new IllegalArgumentException(
            "the value of the header " + name + " has a control character");
      }
    }
    text(name);
    text(": ");
    text(value);
    put(CRLF);
  }

  private void body(HttpReply reply, boolean chunked) throws IOException {
    if (chunked) {
      reply.writeTo(new Chunks());
      put(LAST_CHUNK);
      return;
    }
    Whole whole = new Whole(reply.length());
    reply.writeTo(whole);
    if (whole.left > 0 && reply.length() != HttpReply.UNKNOWN) {
      throw new IOException("the reply has " + whole.left + " bytes less than it says");
    }
  }

  private void text(String text) throws IOException {
    int length = text.length();
    if (length > BUFFER - size) {
      put(text.getBytes(StandardCharsets.UTF_8));
      return;
    }
    int at = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        put(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      buffer[at + i] = (byte) c;
    }
    size += length;
  }

  private void put(byte[] bytes) throws IOException {
    put(bytes, 0, bytes.length);
  }

  private void put(byte[] bytes, int offset, int length) throws IOException {
    if (length > BUFFER - size) {
      flush();
    }
    if (length > BUFFER) {
      peer.write(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
  }

  private void flush() throws IOException {
    if (size > 0) {
      peer.write(buffer, 0, size);
      size = 0;
    }
  }

  /** A body of a length that is known, or that ends with the connection. */
  private final class Whole extends OutputStream {

    private long left;

    Whole(long length) {
      this.left = length == HttpReply.UNKNOWN ? Long.MAX_VALUE : length;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length > left) {
        throw new IOException("the reply has more bytes than it says");
      }
      put(bytes, offset, length);
      left -= length;
    }
  }

  /** A body whose length nobody knows before its end. */
  private final class Chunks extends OutputStream {

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length == 0) {
        return; // It would be the last chunk.
      }
      text(Integer.toHexString(length));
      put(CRLF);
      put(bytes, offset, length);
      put(CRLF);
    }
  }
}
