package dev.larder.service.transport;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a cache service.
 *
 * @param method what to do
 * @param target the path with its query, percent-encoded, from the first {@code /} on
 * @param headers further headers by name; names in lower case
 * @param body what is sent, or null
 * @param timeout how long the response may take
 */
public record ServiceRequest(
    Method method,
    String target,
    Map<String, String> headers,
    @Nullable RequestBody body,
    Duration timeout) {

  /** The methods that the service knows. */
  public enum Method {
    /** Reads. */
    GET,
    /** Stores, creates or updates. */
    POST,
    /** Deletes. */
    DELETE
  }

  /** Makes a request. */
  public ServiceRequest {
    if (!target.startsWith("/")) {
      throw new IllegalArgumentException("target (" + target + ") must begin with /");
    }
    headers = Map.copyOf(headers);
  }

  /** Returns the method and the path, without the query: what an error message may show. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return method + " " + (query < 0 ? target : target.substring(0, query));
  }
}
