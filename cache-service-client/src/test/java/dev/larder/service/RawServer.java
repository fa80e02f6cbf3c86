package dev.larder.service;

import dev.larder.storage.Blob;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a socket that keeps what it was sent, and answers what a test tells it to. */
final class RawServer implements AutoCloseable {

  /** Writes an answer, or something else. */
  interface Script {

    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  /** One request as it came. */
  record Request(
      int number,
      int connection,
      String method,
      String target,
      Map<String, String> headers,
      Blob body) {

    String text() {
      return body.toText();
    }

    String header(String name) {
      return headers.get(name);
    }
  }

  /**
   * What is answered by the server itself, so that a connection is there; no script hears of it.
   */
  static final String HELLO = "/hello";

  static final String NEW_ENTRY =
      """
      {"cache_id":"637a6e0e-8817-402e-b999-105114cc72da","cache_hash":"d76a7b72669c9cec",\
      "namespace":"n","paths":{"data":["d"],"by_hash":["h"],"by_id":["i"]},"size":3}\
      """;

  static final String CHILD =
      """
      {"cache_id":"637a6e0e-8817-402e-b999-105114cc72da","data_files_created":["f"],"data_key":"",\
      "data_type":"string","extension":"txt","file_id":"a","file_size":1,"namespace":"n",\
      "timestamp":1}\
      """;

  private final ServerSocket server;
  private final Script script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  RawServer(Script script) {
    this(listen(), script);
  }

  RawServer(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    start(this::accept);
  }

  private static ServerSocket listen() {
    try {
      return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A server that answers every request with that JSON. */
  static RawServer json(String body) {
    return new RawServer((request, out) -> out.write(response(200, body)));
  }

  static byte[] response(int status, String json, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Some Reason\r\n");
    head.append("content-type: application/json\r\nfast-api-request-id: r\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    return bytes(head + "content-length: " + length + "\r\n\r\n" + json);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        int connection = connections.incrementAndGet();
        start(() -> serve(socket, connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (Request one = read(in, connection); one != null; one = read(in, connection)) {
        if (one.target().equals(HELLO)) {
          socket.getOutputStream().write(response(200, "{}"));
        } else {
          requests.add(one);
          script.answer(one, socket.getOutputStream());
        }
        socket.getOutputStream().flush();
      }
    } catch (IOException | InterruptedException ended) {
      // The client's side tells the test what happened.
    }
  }

  private Request read(InputStream in, int connection) throws IOException {
    String first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String next = line(in); !next.isEmpty(); next = line(in)) {
      int colon = next.indexOf(':');
      headers.put(next.substring(0, colon).toLowerCase(Locale.ROOT), next.substring(colon + 2));
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    String[] parts = first.split(" ", -1);
    return new Request(
        requests.size() + 1, connection, parts[0], parts[1], headers, Blob.wrap(body));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Returns what a client of this server needs. */
  CacheServiceConfig.Builder config() {
    return CacheServiceConfig.builder().url(uri()).keyValue("the-secret");
  }

  CacheServiceClient client() {
    return CacheServiceClient.open(config().build());
  }

  List<Request> requests() {
    return requests;
  }

  Request last() {
    return requests.get(requests.size() - 1);
  }

  int connections() {
    return connections.get();
  }

  /** Closes the connections that are there, and goes on listening. */
  void cut() {
    try {
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    cut();
  }
}
