package dev.larder.service;

import dev.larder.service.http.HttpTransport;
import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Clients that wait for a moment only, over a connection that is there already: to make one, and to
 * shake hands on it, may take longer than that on a busy machine.
 */
final class HastyClient {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private HastyClient() {}

  /** Opens a client of a {@link RawServer} with those settings. */
  static CacheServiceClient open(CacheServiceConfig config) {
    URI url = config.url().orElseThrow();
    HttpTransport transport = new HttpTransport(url, config.tls().orElse(null), PATIENCE);
    ServiceRequest hello =
        new ServiceRequest(ServiceRequest.Method.GET, RawServer.HELLO, Map.of(), null, PATIENCE);
    try (ServiceResponse answer = transport.exchange(hello)) {
      answer.body().readAllBytes();
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
    Backoff backoff = new Backoff(config.retries());
    return new CacheServiceClient(
        new ServiceCalls(transport, config, url.toString(), backoff), () -> {});
  }
}
