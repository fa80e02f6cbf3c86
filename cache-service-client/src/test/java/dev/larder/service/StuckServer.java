package dev.larder.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that reads nothing of what it is sent, and says at once what it has to say. */
final class StuckServer implements AutoCloseable {

  private final ServerSocket server;
  private final byte[] words;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  StuckServer(byte... words) {
    this.words = words;
    try {
      server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread thread = new Thread(this::accept, "stuck-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        if (words.length > 0) {
          socket.getOutputStream().write(words);
          socket.shutdownOutput();
          socket.getInputStream().skipNBytes(1 << 20);
          socket.close();
        }
      } catch (IOException closed) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Returns how many have connected so far. */
  int connections() {
    try (Socket last = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      // Whoever came before this one was accepted before it.
      while (sockets.stream().noneMatch(socket -> socket.getPort() == last.getLocalPort())) {
        Thread.onSpinWait();
      }
      return sockets.size() - 1;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
