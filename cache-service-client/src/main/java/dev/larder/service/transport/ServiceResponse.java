package dev.larder.service.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What a cache service answered. Not thread-safe. */
public interface ServiceResponse extends AutoCloseable {

  /** Returns the HTTP status. */
  int status();

  /** Returns the first value of the header, whose name is in any case; empty if there is none. */
  Optional<String> header(String name);

  /**
   * Returns the bytes, decoded where the transport asked for a content coding. Always the same
   * stream.
   */
  InputStream body();

  /**
   * Gives back what the body holds, whether it was read or not. Idempotent.
   *
   * @throws IOException if the connection cannot be given back
   */
  @Override
  void close() throws IOException;
}
