package dev.larder.service.transport;

import java.io.IOException;

/**
 * The way to one cache service: a connection over HTTP, or a call in the same process. Thread-safe.
 *
 * <p>A service marks each of its answers with the header {@code fast-api-request-id}, in the same
 * process too: by it a client tells that a thing is missing from another program at its address.
 */
public interface ServiceTransport extends AutoCloseable {

  /**
   * Sends one request and returns its response, whatever the status. The caller closes the
   * response; until then its body may hold a connection.
   *
   * @throws java.net.http.HttpTimeoutException if there was no response within {@link
   *     ServiceRequest#timeout()}; the service may have acted all the same
   * @throws IOException if the service was not reached or broke off; it may have acted all the same
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  ServiceResponse exchange(ServiceRequest request) throws IOException, InterruptedException;

  /** Gives the connections back. Idempotent; exchanges that are under way may fail. */
  @Override
  void close();
}
