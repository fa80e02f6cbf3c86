package dev.larder.service.server.http;

import dev.larder.service.transport.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Says back what it was asked, and misbehaves on wish. */
final class EchoHandler implements HttpHandler {

  static final int LARGE = 64 << 20;

  private static final String BREAK = "break";

  /** What was asked. */
  final Queue<String> asked = new ConcurrentLinkedQueue<>();

  /** Counted down when a request for {@code /wait} is there, and by who lets it go on. */
  final CountDownLatch waiting = new CountDownLatch(1);

  final CountDownLatch goOn = new CountDownLatch(1);

  /** Whether it has no heap left for refusals. */
  volatile boolean exhausted;

  /** Starts a server on a free port that asks this. */
  HttpServer serve(HttpSettings settings) throws IOException {
    return HttpServer.start(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), settings, this);
  }

  /** Starts one for sixteen clients, with time enough for all. */
  HttpServer serve() throws IOException {
    return serve(HttpSettings.of(16, Duration.ofSeconds(20)));
  }

  @Override
  public HttpReply answer(HttpRequest request) throws IOException {
    asked.add(request.method() + " " + request.target());
    return switch (request.target()) {
      case "/ignore" -> text(200, "ignored");
      case "/chunks" -> new Reply(200, HttpReply.UNKNOWN, "one", "", "two");
      case "/none" -> new Reply(204, 0);
      case "/large" -> new Reply(200, LARGE, "");
      case "/short" -> new Reply(200, 10, "five!");
      case "/long" -> new Reply(200, 3, "five!");
      case "/broken" -> new Reply(200, HttpReply.UNKNOWN, "half".repeat(5_000), BREAK);
      case "/disk" -> throw new IOException("the disk failed");
      case "/fail" -> throw new IllegalStateException("a defect");
      case "/header" -> new Reply(200, 0, Map.of("x", "a\r\nset-cookie: b"), List.of());
      case "/wait" -> waited();
      default -> text(200, request.method() + " " + request.target() + " " + body(request));
    };
  }

  private HttpReply waited() {
    waiting.countDown();
    try {
      goOn.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return text(200, "waited");
  }

  private static String body(HttpRequest request) throws IOException {
    RequestBody body = request.body();
    if (body == null) {
      return "-";
    }
    try (InputStream in = body.open()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public HttpReply refuse(int status, String detail) {
    if (exhausted) {
      throw new OutOfMemoryError("of a test");
    }
    return text(status, detail);
  }

  private static HttpReply text(int status, String text) {
    return new Reply(status, text.length(), text);
  }

  private record Reply(int status, long length, Map<String, String> headers, List<String> pieces)
      implements HttpReply {

    Reply(int status, long length, String... pieces) {
      this(status, length, Map.of("x-echo", "1"), List.of(pieces));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      for (String piece : pieces) {
        if (piece.equals(BREAK)) {
          throw new IOException("the disk failed");
        }
        out.write(piece.getBytes(StandardCharsets.ISO_8859_1));
      }
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < LARGE && length == LARGE; i += zeros.length) {
        out.write(zeros);
      }
    }

    @Override
    public void close() {}
  }
}
