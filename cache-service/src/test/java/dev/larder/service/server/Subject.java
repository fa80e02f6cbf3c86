package dev.larder.service.server;

import dev.larder.service.transport.ServiceTransport;
import java.util.Optional;
import java.util.Set;

/**
 * A server that the suite is run against.
 *
 * @param transport the way to it, with the key
 * @param withoutKey the way to it without a key; empty where there is no such thing
 * @param differences what it decides otherwise than the original
 */
public record Subject(
    ServiceTransport transport,
    Optional<ServiceTransport> withoutKey,
    Set<Difference> differences) {

  /** Returns whether the server decides that as the twin does. */
  public boolean has(Difference difference) {
    return differences.contains(difference);
  }
}
