package dev.larder.service.http;

import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceResponse;
import dev.larder.service.transport.ServiceTransport;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 with connections that are kept: one for each exchange that is under way, and some idle
 * ones.
 *
 * <p>It never sends a request a second time, but for one that changes nothing when it is repeated
 * and that met a connection the peer had just given up. Redirects are answers like others.
 */
public final class HttpTransport implements ServiceTransport {

  /** Below the five seconds after which the service's usual server gives idle ones up. */
  private static final Duration MAX_IDLE = Duration.ofSeconds(4);

  private static final Duration LAST_WORDS = Duration.ofMillis(200);
  private static final int MAX_IDLE_CONNECTIONS = 32;

  private final WaitWatch watch = new WaitWatch();
  private final Connector connector;
  private final RequestWriter writer;
  private final Deque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /**
   * Makes a transport; the first exchange connects.
   *
   * @param uri where the service is: {@code http} or {@code https}, a host, and maybe a path
   * @param tls for {@code https}, or null where the URI is none
   * @param connectTimeout how long a connection may take to be there
   */
  public HttpTransport(URI uri, @Nullable SSLContext tls, Duration connectTimeout) {
    Endpoint endpoint = Endpoint.of(uri, tls, connectTimeout);
    connector = new Connector(endpoint, watch);
    writer = new RequestWriter(endpoint);
  }

  @Override
  public ServiceResponse exchange(ServiceRequest request) throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      WaitBudget budget = new WaitBudget(request.timeout());
      HttpConnection kept = takeIdle();
      ServiceResponse answer = kept == null ? null : exchangeOnKept(kept, request, budget);
      return answer == null ? exchange(connector.connect(budget), request, budget) : answer;
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted();
    } catch (IOException failure) {
      // Through TLS an interrupt looks like any other end of the channel.
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      throw failure;
    }
  }

  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException();
  }

  private @Nullable HttpConnection takeIdle() throws IOException {
    if (closed) {
      throw new IOException("the transport was closed");
    }
    for (HttpConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
      if (kept.isUsable(MAX_IDLE.toNanos())) {
        return kept;
      }
      kept.close();
    }
    return null;
  }

  /** Returns null if the peer had given the connection up and the request can be repeated. */
  private @Nullable ServiceResponse exchangeOnKept(
      HttpConnection kept, ServiceRequest request, WaitBudget budget) throws IOException {
    boolean repeatable = request.method() != ServiceRequest.Method.POST;
    try {
      send(request, kept, budget);
    } catch (HttpTimeoutException | ClosedByInterruptException noAnswer) {
      throw noAnswer;
    } catch (IOException stale) {
      if (repeatable && !closed && !Thread.currentThread().isInterrupted()) {
        return null;
      }
      throw stale;
    }
    return answer(kept, budget);
  }

  private ServiceResponse exchange(
      HttpConnection connection, ServiceRequest request, WaitBudget budget) throws IOException {
    send(request, connection, budget);
    return answer(connection, budget);
  }

  /** Sends the request and waits for the first bytes of its answer. */
  private void send(ServiceRequest request, HttpConnection connection, WaitBudget budget)
      throws IOException {
    boolean answered = false;
    try {
      writer.write(request, connection, budget);
      answered = connection.fill(budget);
      if (!answered) {
        throw new EOFException("the connection was closed without an answer");
      }
    } catch (HttpTimeoutException | ClosedByInterruptException noAnswer) {
      throw noAnswer;
    } catch (IOException failure) {
      // Who refuses a large body may answer and close before it was sent.
      answered = isAnswered(connection);
      if (!answered) {
        throw failure;
      }
    } finally {
      if (!answered) {
        connection.close();
      }
    }
  }

  private static boolean isAnswered(HttpConnection connection) {
    connection.retire();
    try {
      return connection.fill(new WaitBudget(LAST_WORDS));
    } catch (IOException silent) {
      return false;
    }
  }

  private ServiceResponse answer(HttpConnection connection, WaitBudget budget) throws IOException {
    boolean complete = false;
    try {
      ResponseHead head = ResponseHead.read(connection, budget);
      ServiceResponse answer = new HttpAnswer(this, connection, head, budget);
      complete = true;
      return answer;
    } finally {
      if (!complete) {
        connection.close();
      }
    }
  }

  void release(HttpConnection connection) {
    connection.rest();
    if (closed || connection.isRetired() || idle.size() >= MAX_IDLE_CONNECTIONS) {
      connection.close();
      return;
    }
    idle.addFirst(connection);
    if (closed && idle.remove(connection)) {
      connection.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    watch.close();
    idle.clear();
  }
}
