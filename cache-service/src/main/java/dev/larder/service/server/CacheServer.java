package dev.larder.service.server;

import dev.larder.service.server.http.HttpServer;
import dev.larder.service.server.http.HttpSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/**
 * The cache service behind HTTP/1.1, on a server of its own.
 *
 * <p>A connection has a thread that answers its requests. There are at most as many as the
 * configuration says; one more takes the place of one that is idle, and is answered with 503 where
 * none is. A client that takes too long to send a request, or to take its answer, loses its
 * connection. Thread-safe.
 */
public final class CacheServer implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CacheService service;
  private final HttpServer http;
  private final URI uri;

  private CacheServer(CacheServerConfig config, CacheService service) throws IOException {
    this.service = service;
    InetAddress address = InetAddress.getByName(config.host());
    http =
        HttpServer.start(
            new InetSocketAddress(address, config.port()),
            HttpSettings.of(config.maxConnections(), config.requestTimeout()),
            new HttpFront(config, service));
    uri = uri(config.host(), http.port());
  }

  private static URI uri(String host, int port) {
    String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + port);
  }

  /**
   * Starts a server and returns when it listens.
   *
   * @throws IllegalStateException if the configuration neither sets a key nor says that there is
   *     none
   * @throws UncheckedIOException if it cannot listen there; the storage stays open
   */
  public static CacheServer start(CacheServerConfig config) {
    config.requireKeyDecision();
    try {
      return new CacheServer(config, CacheService.open(config));
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot listen on "
              + config.host()
              + ":"
              + config.port()
              + ": "
              + failure.getMessage()
              + "; choose another host or port, or stop what has it",
          failure);
    }
  }

  /** Returns where it listens, without a path. */
  public URI uri() {
    return uri;
  }

  /**
   * Stops: what is under way is answered, for at most ten seconds, what comes now is refused, and
   * then the port and the storage are closed. Idempotent.
   */
  @Override
  public void close() {
    http.stop(GRACE);
    service.close();
  }
}
