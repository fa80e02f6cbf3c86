package dev.larder.service;

import dev.larder.service.FaultyService.Fault;
import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceResponse;
import dev.larder.service.transport.ServiceTransport;
import java.io.IOException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * A way to a {@link FaultyService} on which half of the exchanges may meet a fault, by a chance
 * that depends on nothing but the seed: a call waits for a moment where the answer is to be late,
 * and long enough for any machine where it is to come.
 */
final class FaultyWay implements ServiceTransport {

  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ServiceTransport way;
  private final FaultyService service;
  private final Random random;
  private boolean healed;

  FaultyWay(ServiceTransport way, FaultyService service, long seed) {
    this.way = way;
    this.service = service;
    this.random = new Random(seed);
  }

  /** Lets everything through from now on, or no longer. */
  void heal(boolean healed) {
    this.healed = healed;
  }

  private Fault chance() {
    Fault[] faults = Fault.values();
    boolean good = healed || random.nextBoolean();
    return good ? Fault.NONE : faults[random.nextInt(faults.length)];
  }

  @Override
  public ServiceResponse exchange(ServiceRequest request) throws IOException, InterruptedException {
    Fault fault = chance();
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put(FaultyService.FAULT, fault.name());
    Duration timeout = fault.isLate() ? MOMENT : PATIENCE;
    ServiceRequest marked =
        new ServiceRequest(request.method(), request.target(), headers, request.body(), timeout);
    while (true) {
      try {
        return way.exchange(marked);
      } catch (HttpConnectTimeoutException unsent) {
        // The moment was too short for that already: there was no exchange yet.
      } catch (HttpTimeoutException late) {
        // What it does later would undo what comes after this.
        service.awaitLate();
        throw late;
      }
    }
  }

  @Override
  public void close() {
    way.close();
  }
}
