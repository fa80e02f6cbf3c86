package dev.larder.service.server.http;

import dev.larder.service.http.BodyStream;
import dev.larder.service.transport.RequestBody;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The body of a request on its way in. A client that waits for a word before it sends it gets that
 * when it is first read: one that is refused is then never sent. It can be opened once.
 */
final class SentBody implements RequestBody {

  private static final byte[] GO =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** What is read of a body that nobody wanted, to keep the connection. */
  private static final int DRAINED = 1 << 20;

  private final BodyStream bytes;
  private final Map<String, String> headers;
  private final Peer peer;
  private boolean waitsForGo;
  private boolean goFailed;

  SentBody(BodyStream bytes, RequestHead head, Peer peer) throws Refusal {
    this.bytes = bytes;
    this.headers = head.headers();
    this.peer = peer;
    this.waitsForGo = head.expectsGo() && !bytes.isDone();
  }

  @Override
  public String contentType() {
    return headers.getOrDefault("content-type", "");
  }

  /** Returns the number of bytes; -1 if the sender does not say. */
  @Override
  public long length() {
    return bytes.length();
  }

  @Override
  public InputStream open() {
    return new FilterInputStream(bytes) {
      @Override
      public int read() throws IOException {
        go();
        return in.read();
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        go();
        return in.read(into, offset, length);
      }

      @Override
      public void close() {
        // What is left of it is drained behind the answer.
      }
    };
  }

  private void go() throws IOException {
    if (waitsForGo) {
      waitsForGo = false;
      goFailed = true;
      peer.write(GO, 0, GO.length);
      goFailed = false;
    }
  }

  boolean hasFailed() {
    return goFailed || bytes.hasFailed();
  }

  /** Returns whether another request can follow, because what is left of this one is little. */
  boolean canEnd() {
    return bytes.isDone() || (!waitsForGo && !bytes.isBeyond(DRAINED));
  }

  /** Reads what is left; false if that failed. */
  boolean end() {
    bytes.drain(DRAINED);
    return bytes.isDone();
  }
}
