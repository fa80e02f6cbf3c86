package dev.larder.service;

import dev.larder.service.FaultyProxy.Fault;
import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceResponse;
import dev.larder.service.transport.ServiceTransport;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A way to a {@link FaultyProxy} that tells it of each request which fault it is to have: a call
 * waits for a moment where the answer is to be late, and long enough for any machine where it is to
 * come.
 */
final class PlannedFaults implements ServiceTransport {

  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ServiceTransport way;
  private final FaultyProxy proxy;
  private final ConcurrentLinkedQueue<Fault> next = new ConcurrentLinkedQueue<>();
  private volatile Fault always = Fault.NONE;

  PlannedFaults(ServiceTransport way, FaultyProxy proxy) {
    this.way = way;
    this.proxy = proxy;
  }

  /** Lets the next requests have these faults, one each. */
  void next(Fault... faults) {
    next.addAll(List.of(faults));
  }

  /** Lets all requests have that fault, but for the next ones. */
  void always(Fault fault) {
    always = fault;
  }

  /** Lets everything pass from now on. */
  void clear() {
    next.clear();
    always = Fault.NONE;
  }

  private Fault plan() {
    Fault planned = next.poll();
    return planned == null ? always : planned;
  }

  @Override
  public ServiceResponse exchange(ServiceRequest request) throws IOException, InterruptedException {
    Fault fault = plan();
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put(FaultyProxy.FAULT, fault.name());
    Duration timeout = fault.isLate() ? MOMENT : PATIENCE;
    ServiceRequest marked =
        new ServiceRequest(request.method(), request.target(), headers, request.body(), timeout);
    while (true) {
      try {
        return way.exchange(marked);
      } catch (HttpConnectTimeoutException unsent) {
        // The moment was too short for that already: there was no exchange yet.
      } catch (HttpTimeoutException late) {
        // What the service does later would undo what comes after this.
        proxy.awaitLate();
        throw late;
      }
    }
  }

  @Override
  public void close() {
    way.close();
  }
}
