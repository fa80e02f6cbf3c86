package dev.larder.service.server.http;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A server of HTTP/1.1 and 1.0. Each connection has a thread that reads a request, answers it and
 * waits for the next, so that nothing is handed from one thread to another. Thread-safe.
 *
 * <p>There are at most as many connections as the settings say. One more takes the place of the one
 * that has been idle for the longest time; where none is idle it is answered with 503 and closed.
 */
public final class HttpServer {

  private static final System.Logger LOG = System.getLogger(HttpServer.class.getName());
  private static final String THREADS = "larder-cache-service-";
  private static final int BACKLOG = 1024;
  private static final int ALL = Integer.MAX_VALUE;
  private static final long KEPT_SECONDS = 10;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** How long threads may take to end once they are interrupted. */
  private static final long LAST_SECONDS = 1;

  private final ServerSocket socket;
  private final HttpSettings settings;
  private final HttpHandler handler;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Watch watch;
  private final ThreadPoolExecutor threads;
  private final Thread acceptor = new Thread(this::accept, THREADS + "accept");

  /** A permit for each request that is under way: who has them all is alone. */
  private final Semaphore running = new Semaphore(ALL);

  private volatile boolean stopping;
  private volatile boolean stopped;

  private HttpServer(ServerSocket socket, HttpSettings settings, HttpHandler handler) {
    this.socket = socket;
    this.settings = settings;
    this.handler = handler;
    this.watch = new Watch(connections, settings.step());
    this.threads = threads();
  }

  private static ThreadPoolExecutor threads() {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        KEPT_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, THREADS + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Starts a server and returns when it listens. A thread of it keeps the process alive until the
   * server is stopped.
   *
   * @throws IOException if it cannot listen there
   */
  public static HttpServer start(
      InetSocketAddress address, HttpSettings settings, HttpHandler handler) throws IOException {
    ServerSocket socket = new ServerSocket();
    boolean bound = false;
    try {
      socket.bind(address, BACKLOG);
      bound = true;
    } finally {
      if (!bound) {
        socket.close();
      }
    }
    HttpServer server = new HttpServer(socket, settings, handler);
    server.watch.start(THREADS + "watch");
    server.acceptor.start();
    return server;
  }

  /** Returns the port that it listens on. */
  public int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!stopped) {
      try {
        acceptNext();
      } catch (IOException | RuntimeException | Error failure) {
        // Whatever it is, mostly a want of files or of heap: the only thread that accepts goes on.
        if (!stopped) {
          endure("a connection could not be accepted", failure);
        }
      }
    }
  }

  private void acceptNext() throws IOException {
    Socket client;
    try {
      client = socket.accept();
    } catch (IOException noFile) {
      // The connections that are idle have some.
      makeRoom();
      throw noFile;
    }
    boolean welcome = false;
    try {
      welcome(client);
      welcome = true;
    } finally {
      if (!welcome) {
        client.close();
      }
    }
  }

  /** Says what failed if that can be said, and pauses; does not fail. */
  static void endure(String what, Throwable failure) {
    try {
      LOG.log(Level.WARNING, what, failure);
    } catch (RuntimeException | Error again) {
      // There is no heap even for words, and nobody else to tell.
    }
    LockSupport.parkNanos(PAUSE_NANOS);
  }

  private void welcome(Socket client) throws IOException {
    Peer peer;
    try {
      client.setTcpNoDelay(true);
      peer = new Peer(client);
    } catch (IOException gone) {
      client.close();
      return;
    }
    if (connections.size() >= settings.maxConnections() && !makeRoom()) {
      turnAway(peer);
      return;
    }
    Connection connection = new Connection(this, settings, handler, peer);
    if (!run(connection)) {
      turnAway(peer);
    }
    if (stopped) {
      peer.close();
    }
  }

  /** Gives the connection a thread; false if there is none. */
  private boolean run(Connection connection) {
    boolean runs = false;
    try {
      connections.add(connection);
      threads.execute(connection);
      runs = true;
    } catch (OutOfMemoryError | RejectedExecutionException noThread) {
      LOG.log(Level.DEBUG, "there is no thread for a connection", noThread);
    } finally {
      if (!runs) {
        connections.remove(connection);
      }
    }
    return runs;
  }

  /** Gives up the connection that is idle for the longest time; false if none is. */
  private boolean makeRoom() {
    while (true) {
      Connection oldest = null;
      long since = Long.MAX_VALUE;
      for (Connection connection : connections) {
        long idle = connection.idleSince();
        if (idle > 0 && idle < since) {
          oldest = connection;
          since = idle;
        }
      }
      if (oldest == null) {
        return false;
      }
      // It may have got a request meanwhile: then another is the oldest.
      if (oldest.giveUp(since)) {
        connections.remove(oldest);
        return true;
      }
    }
  }

  private void turnAway(Peer peer) {
    if (stopped) {
      peer.close();
      return;
    }
    try (HttpReply reply = handler.refuse(503, "There are too many connections")) {
      // So little fits into what the system holds for a new connection: nothing waits here.
      peer.allow(settings.head());
      new ReplyWriter(peer).write(reply, null, false);
      peer.endOutput();
      watch.closeSoon(peer);
    } catch (IOException gone) {
      peer.close();
    }
  }

  void ended(Connection connection) {
    connections.remove(connection);
  }

  /** Closes the peer of a connection that has ended, a little later. */
  void closeSoon(Peer peer) {
    watch.closeSoon(peer);
  }

  /** Begins to answer a request; false if none is answered any more. */
  boolean enter() {
    if (stopping) {
      return false;
    }
    running.acquireUninterruptibly();
    // Who stops may have come between.
    if (stopping) {
      running.release();
      return false;
    }
    return true;
  }

  void leave() {
    running.release();
  }

  boolean isStopping() {
    return stopping;
  }

  /**
   * Refuses the requests that come from now on, waits for those that are under way, but no longer
   * than that, and then closes the port and all connections, which takes at most two seconds more.
   * Idempotent.
   */
  public void stop(Duration grace) {
    stopping = true;
    try {
      if (running.tryAcquire(ALL, grace.toMillis(), TimeUnit.MILLISECONDS)) {
        running.release(ALL);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    stopped = true;
    try {
      socket.close();
    } catch (IOException closed) {
      LOG.log(Level.DEBUG, "the port was not closed", closed);
    }
    connections.forEach(connection -> connection.peer().close());
    watch.stop();
    shutDown();
  }

  private void shutDown() {
    threads.shutdownNow();
    try {
      // The port is open for as long as a thread waits at it, even if its socket is closed.
      acceptor.join(TimeUnit.SECONDS.toMillis(LAST_SECONDS));
      if (!threads.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "requests are still under way after the stop");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
