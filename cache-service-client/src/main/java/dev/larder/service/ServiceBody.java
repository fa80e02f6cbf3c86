package dev.larder.service;

import dev.larder.service.transport.ServiceResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A value that is read as it arrives. It holds a connection until it is closed. Not thread-safe.
 */
public final class ServiceBody implements AutoCloseable {

  private final ServiceResponse response;

  ServiceBody(ServiceResponse response) {
    this.response = response;
  }

  /** Returns the number of bytes; empty if the service did not say. */
  public OptionalLong length() {
    try {
      return response
          .header("content-length")
          .map(text -> OptionalLong.of(Long.parseLong(text)))
          .orElse(OptionalLong.empty());
    } catch (NumberFormatException none) {
      return OptionalLong.empty();
    }
  }

  /**
   * Returns the bytes, always the same stream. What goes wrong on the way is its {@link
   * IOException}: an end that comes too early, or too long a wait.
   */
  public InputStream stream() {
    return response.body();
  }

  /** Gives the connection back. What was not read is given up. Idempotent. */
  @Override
  public void close() {
    try {
      response.close();
    } catch (IOException gone) {
      // Nothing can be given back.
    }
  }
}
