package dev.larder.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a storage and its service and does to requests what networks do to them, and what
 * each of them says.
 */
final class FaultyProxy implements AutoCloseable {

  /** What becomes of a request. */
  enum Fault {
    NONE,
    /** The connection is cut before the service hears of the request. */
    CUT_BEFORE,
    /** The connection is cut when the service has done its work. */
    CUT_AFTER,
    /** Half of the answer comes. */
    HALF,
    /** No answer comes, until the proxy is closed. */
    SILENCE,
    /** The answer comes byte by byte, too slowly. */
    DRIP,
    ERROR_500,
    ERROR_503,
    TOO_MANY,
    /** A page of a proxy, as if all were well. */
    PAGE;

    /** Returns whether the answer does not come, or not as a whole, while somebody waits. */
    boolean isLate() {
      return this == SILENCE || this == DRIP;
    }
  }

  /** The header that names the fault. */
  static final String FAULT = "x-fault";

  private static final Pattern LENGTH = header("content-length", "\\d+");
  private static final Pattern PLANNED = header(FAULT, "\\w+");

  private final URI upstream;
  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Semaphore late = new Semaphore(0);

  FaultyProxy(URI upstream) {
    this.upstream = upstream;
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    threads.execute(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Waits until one request whose answer is late was done, as far as it ever is. */
  void awaitLate() throws InterruptedException {
    late.acquire();
  }

  /** Returns the first lines of the requests so far. */
  List<String> requests() {
    return requests;
  }

  private static Pattern header(String name, String value) {
    return Pattern.compile("\r\n" + name + ": *(" + value + ")\r", Pattern.CASE_INSENSITIVE);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void serve(Socket client) {
    try (client) {
      byte[] request = request(client.getInputStream());
      if (request.length == 0) {
        return;
      }
      String head = new String(request, StandardCharsets.ISO_8859_1);
      requests.add(head.substring(0, head.indexOf('\r')));
      Matcher planned = PLANNED.matcher(head);
      answer(planned.find() ? Fault.valueOf(planned.group(1)) : Fault.NONE, request, client);
    } catch (IOException gone) {
      // Whoever asked has given up.
    } finally {
      open.remove(client);
    }
  }

  private void answer(Fault fault, byte[] request, Socket client) throws IOException {
    OutputStream out = client.getOutputStream();
    switch (fault) {
      case NONE -> out.write(forward(request));
      case CUT_BEFORE -> {}
      case CUT_AFTER -> forward(request);
      case HALF -> {
        byte[] answer = forward(request);
        int head = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        out.write(answer, 0, head + (answer.length - head) / 2);
      }
      case DRIP -> {
        byte[] answer = forward(request);
        late.release();
        drip(answer, out);
      }
      case SILENCE -> {
        late.release();
        client.getInputStream().read();
      }
      case ERROR_500 -> out.write(page("500 Internal Server Error", "text/plain", "no"));
      case ERROR_503 -> out.write(page("503 Service Unavailable", "text/plain", "later"));
      case TOO_MANY ->
          out.write(page("429 Too Many Requests\r\nRetry-After: 0", "text/plain", "slower"));
      case PAGE -> out.write(page("200 OK", "text/html", "<html>Log in, please</html>"));
    }
    out.flush();
  }

  private void drip(byte[] answer, OutputStream out) throws IOException {
    try {
      for (byte octet : answer) {
        out.write(octet);
        out.flush();
        if (end.await(10, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] page(String status, String type, String body) {
    String answer =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body;
    return answer.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Reads one request as a whole. */
  private static byte[] request(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int read = in.read();
      if (read < 0) {
        return new byte[0];
      }
      bytes.write(read);
    }
    Matcher length = LENGTH.matcher(bytes.toString(StandardCharsets.ISO_8859_1));
    if (length.find()) {
      bytes.write(in.readNBytes(Integer.parseInt(length.group(1))));
    }
    return bytes.toByteArray();
  }

  /** Has the request answered by the service; both say that their connection ends with it. */
  private byte[] forward(byte[] request) throws IOException {
    try (Socket service = new Socket(InetAddress.getLoopbackAddress(), upstream.getPort())) {
      service.getOutputStream().write(closing(request));
      service.getOutputStream().flush();
      return closing(service.getInputStream().readAllBytes());
    }
  }

  private static byte[] closing(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int start = text.indexOf("\r\n");
    int end = text.indexOf("\r\n\r\n");
    String headers = text.substring(start, end).replaceAll("(?i)\r\nconnection: [^\r]*", "");
    return (text.substring(0, start) + "\r\nConnection: close" + headers + text.substring(end))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    end.countDown();
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    threads.shutdownNow();
  }
}
