package dev.larder.service.transport;

import java.net.URI;

/**
 * A cache service inside this process, found with {@link java.util.ServiceLoader}: the jar {@code
 * cache-service} brings one. It keeps its entries in memory of its own, and forgets them when it is
 * closed.
 */
public interface EmbeddedService {

  /** Opens a service that is called without a socket. Closing the transport ends it. */
  ServiceTransport open();

  /**
   * Starts a service on a free port of the loopback interface.
   *
   * @param keyName the name of the header with the key
   * @param keyValue the key that each request has to carry
   */
  Running start(String keyName, String keyValue);

  /** A service that listens. */
  interface Running extends AutoCloseable {

    /** Returns where it listens, without a path. */
    URI uri();

    /** Stops it: what is under way is answered, then the port is free again. Idempotent. */
    @Override
    void close();
  }
}
