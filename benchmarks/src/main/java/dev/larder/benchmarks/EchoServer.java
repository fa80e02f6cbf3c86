package dev.larder.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that does nothing but answer each GET with the same JSON, and keep the connection. */
final class EchoServer implements AutoCloseable {

  private static final int END = 0x0d0a0d0a;

  private final ServerSocket socket;
  private final byte[] answer;
  private final ExecutorService threads = Executors.newCachedThreadPool(EchoServer::thread);

  EchoServer(byte[] body) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
    answer = new byte[bytes.length + body.length];
    System.arraycopy(bytes, 0, answer, 0, bytes.length);
    System.arraycopy(body, 0, answer, bytes.length, body.length);
    threads.execute(this::accept);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "echo-server");
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        client.setTcpNoDelay(true);
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      int last = 0;
      for (int one = in.read(); one >= 0; one = in.read()) {
        last = last << 8 | one;
        if (last == END) {
          out.write(answer);
        }
      }
    } catch (IOException gone) {
      // The client has what it wanted.
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
