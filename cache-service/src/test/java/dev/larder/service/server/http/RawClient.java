package dev.larder.service.server.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends any bytes, right or wrong. */
final class RawClient implements AutoCloseable {

  static final String HOST = "Host: here\r\n";

  private final Socket socket;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
  }

  /** Sends the text and returns all that comes back until the other side has ended. */
  static String talk(int port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(request);
      return client.rest();
    }
  }

  static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n";
  }

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Says that nothing more comes. */
  void end() throws IOException {
    socket.shutdownOutput();
  }

  /** Returns the next answer, whose length has to be said. */
  String answer() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException("no answer but " + head);
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    String length = text.replaceAll("(?s).*content-length: (\\d+)\r\n.*", "$1");
    boolean none = length.equals(text);
    byte[] body = socket.getInputStream().readNBytes(none ? 0 : Integer.parseInt(length));
    return text + new String(body, StandardCharsets.ISO_8859_1);
  }

  /** Returns what is received by one call. */
  String once() throws IOException {
    byte[] bytes = new byte[64 * 1024];
    int count = socket.getInputStream().read(bytes);
    return new String(bytes, 0, Math.max(0, count), StandardCharsets.ISO_8859_1);
  }

  /** Returns all that comes until the other side has ended. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Returns how many bytes come until the other side has ended or broken off. */
  long count() {
    long count = 0;
    try {
      byte[] bytes = new byte[64 * 1024];
      int read = socket.getInputStream().read(bytes);
      while (read >= 0) {
        count += read;
        read = socket.getInputStream().read(bytes);
      }
    } catch (IOException reset) {
      return count;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
