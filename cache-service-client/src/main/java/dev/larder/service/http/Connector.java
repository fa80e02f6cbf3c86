package dev.larder.service.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Makes the connections to one endpoint. Thread-safe. */
final class Connector {

  private final Endpoint endpoint;
  private final WaitWatch watch;

  Connector(Endpoint endpoint, WaitWatch watch) {
    this.endpoint = endpoint;
    this.watch = watch;
  }

  /** Connects to the first address of the host that answers. */
  HttpConnection connect(WaitBudget budget) throws IOException {
    IOException failure = null;
    for (InetAddress address : InetAddress.getAllByName(endpoint.host())) {
      try {
        return connect(new InetSocketAddress(address, endpoint.port()), budget);
      } catch (ConnectException | HttpConnectTimeoutException next) {
        failure = next;
      }
    }
    throw failure == null ? new ConnectException("no address") : failure;
  }

  private HttpConnection connect(InetSocketAddress address, WaitBudget budget) throws IOException {
    long start = System.nanoTime();
    int millis = (int) Math.min(budget.millis(), Math.max(1, endpoint.connectTimeout().toMillis()));
    SocketChannel channel = SocketChannel.open();
    WaitWatch.Guard guard = watch.guard(channel);
    boolean ready = false;
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(address, millis);
      Socket socket = channel.socket();
      if (endpoint.tls() != null) {
        guard.begin(start + TimeUnit.MILLISECONDS.toNanos(millis) - System.nanoTime());
        socket = encrypt(socket, endpoint.tls());
        guard.end();
      }
      HttpConnection connection = new HttpConnection(channel, guard, socket);
      ready = true;
      return connection;
    } catch (IOException failure) {
      if (!guard.isCut() && !(failure instanceof SocketTimeoutException)) {
        throw failure;
      }
      HttpConnectTimeoutException late =
          new HttpConnectTimeoutException("no connection within " + millis + " ms");
      late.initCause(failure);
      throw late;
    } finally {
      budget.spendSince(start);
      if (!ready) {
        guard.close();
      }
    }
  }

  private Socket encrypt(Socket plain, SSLContext tls) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
