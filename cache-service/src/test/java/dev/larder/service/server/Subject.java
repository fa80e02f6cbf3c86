package dev.larder.service.server;

import dev.larder.service.transport.ServiceTransport;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server that the suite is run against.
 *
 * @param transport the way to it, with the key
 * @param withoutKey the way to it without a key; empty where there is no such thing
 * @param keyName the name of the header with the key
 * @param keyValue the key
 * @param differences what it decides otherwise than the original
 */
public record Subject(
    ServiceTransport transport,
    Optional<ServiceTransport> withoutKey,
    String keyName,
    String keyValue,
    Set<Difference> differences) {

  /** Returns a server that is called without a socket. */
  public static Subject inProcess(ServiceTransport transport, Set<Difference> differences) {
    return new Subject(transport, Optional.empty(), "", "", differences);
  }

  /** Returns a server that listens there and wants that key. */
  public static Subject overHttp(
      URI uri, String keyName, String keyValue, Set<Difference> differences) {
    return new Subject(
        new HttpTransport(uri, Map.of(keyName, keyValue)),
        Optional.of(new HttpTransport(uri, Map.of())),
        keyName,
        keyValue,
        differences);
  }

  /** Returns whether the server decides that as the twin does. */
  public boolean has(Difference difference) {
    return differences.contains(difference);
  }
}
