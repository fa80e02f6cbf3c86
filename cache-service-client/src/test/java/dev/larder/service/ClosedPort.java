package dev.larder.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port at which nobody listens: bound without listening it refuses, and nobody else on this host
 * gets it meanwhile, as they may get one that a server had.
 */
final class ClosedPort implements AutoCloseable {

  private final Socket held = new Socket();

  ClosedPort() {
    try {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + held.getLocalPort());
  }

  /** Returns what a client needs to be refused there. */
  CacheServiceConfig.Builder config() {
    return CacheServiceConfig.builder().url(uri()).keyValue("the-secret");
  }

  @Override
  public void close() {
    try {
      held.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
