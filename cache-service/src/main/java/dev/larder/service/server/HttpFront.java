package dev.larder.service.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns exchanges of the JDK's server into requests of the service, and back. */
final class HttpFront implements HttpHandler {

  private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());
  private static final int ALL = Integer.MAX_VALUE;

  private final CacheService service;
  private final Access access;
  // A permit for each request that is under way: who has them all is alone.
  private final Semaphore running = new Semaphore(ALL);
  private volatile boolean finishing;

  HttpFront(CacheServerConfig config, CacheService service) {
    this.service = service;
    this.access = new Access(config);
  }

  /** Refuses what comes from now on, and waits for what is under way, but no longer than that. */
  void finish(Duration grace) {
    finishing = true;
    try {
      if (running.tryAcquire(ALL, grace.toMillis(), TimeUnit.MILLISECONDS)) {
        running.release(ALL);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    running.acquireUninterruptibly();
    try (exchange;
        Reply reply = answer(exchange)) {
      send(exchange, reply);
    } finally {
      running.release();
    }
  }

  private Reply answer(HttpExchange exchange) throws IOException {
    if (finishing) {
      return Failure.text(503, "The server is stopping").reply().with("connection", "close");
    }
    Map<String, String> headers = headers(exchange.getRequestHeaders());
    Target target = Target.of(target(exchange.getRequestURI()));
    try {
      access.check(target.path(), headers);
      HttpBody body = HttpBody.of(headers, exchange.getRequestBody());
      return service.answer(method(exchange.getRequestMethod()), target, headers, body);
    } catch (Failure failure) {
      return failure.reply();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Failure.text(503, "The server is stopping").reply().with("connection", "close");
    } catch (RuntimeException defect) {
      // The last resort of a thread that belongs to the server: the client is told that it is not
      // its fault, and nothing else.
      LOG.log(Level.ERROR, exchange.getRequestMethod() + " failed", defect);
      return Failure.internal(500, "A defect of the service; see its log").reply();
    }
  }

  private static Map<String, String> headers(Headers sent) {
    Map<String, String> headers = new HashMap<>(sent.size() * 2);
    sent.forEach(
        (name, values) ->
            headers.put(
                name.toLowerCase(Locale.ROOT), values.size() == 1 ? values.get(0) : join(values)));
    return headers;
  }

  private static String join(List<String> values) {
    return String.join(", ", values);
  }

  private static String target(URI uri) {
    String path = Optional.ofNullable(uri.getRawPath()).orElse("");
    // A target that begins with two slashes is taken for one with a host.
    String host =
        uri.getScheme() == null && uri.getRawAuthority() != null
            ? "//" + uri.getRawAuthority()
            : "";
    String whole = host + (path.startsWith("/") ? path : "/" + path);
    return uri.getRawQuery() == null ? whole : whole + "?" + uri.getRawQuery();
  }

  private static @Nullable Method method(String name) {
    for (Method method : Method.values()) {
      if (method.name().equals(name)) {
        return method;
      }
    }
    return null;
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || reply.length() == 0;
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("content-length", Long.toString(reply.length()));
    }
    exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.length());
    if (bodiless) {
      return;
    }
    try (OutputStream out = exchange.getResponseBody()) {
      Optional<Blob> blob = reply.blob();
      if (blob.isPresent()) {
        blob.get().writeTo(out);
      } else {
        copy(reply.body(), out);
      }
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] piece = new byte[64 * 1024];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      out.write(piece, 0, read);
    }
  }
}
