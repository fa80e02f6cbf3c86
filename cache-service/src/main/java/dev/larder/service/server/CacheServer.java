package dev.larder.service.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The cache service behind HTTP, on the server that the JDK brings.
 *
 * <p>A request is answered by a thread of its own, at most {@value #MAX_THREADS} at a time; more
 * wait. A client that takes longer than five minutes for one request loses its connection: the
 * system property {@code sun.net.httpserver.maxReqTime} says otherwise, in seconds, if it is set
 * before the first server of the process is. Thread-safe.
 */
public final class CacheServer implements AutoCloseable {

  private static final int MAX_THREADS = 256;
  private static final int BACKLOG = 1024;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CacheService service;
  private final HttpServer http;
  private final HttpFront front;
  private final ThreadPoolExecutor threads;
  private final URI uri;

  private CacheServer(CacheServerConfig config, CacheService service) throws IOException {
    this.service = service;
    ServerSettings.apply();
    InetAddress address = InetAddress.getByName(config.host());
    http = HttpServer.create(new InetSocketAddress(address, config.port()), BACKLOG);
    threads = threads();
    http.setExecutor(threads);
    front = new HttpFront(config, service);
    http.createContext("/", front);
    uri = uri(config.host(), http.getAddress().getPort());
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        4,
        MAX_THREADS,
        30,
        TimeUnit.SECONDS,
        new HandOff(),
        task -> {
          Thread thread = new Thread(task, "larder-cache-service-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        },
        (task, pool) -> pool.getQueue().add(task));
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
      CacheServer server = new CacheServer(config, CacheService.open(config));
      server.http.start();
      return server;
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
    front.finish(GRACE);
    http.stop(0);
    shutDown(threads);
    service.close();
  }

  private static void shutDown(ExecutorService threads) {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        System.getLogger(CacheServer.class.getName())
            .log(System.Logger.Level.WARNING, "requests are still under way after the stop");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
