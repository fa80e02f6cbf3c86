package dev.larder.service;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a route.
 *
 * @param operation what the caller asked for, for messages: {@code retrieve string}
 * @param method the method
 * @param target the path and the query
 * @param body what is sent, or null
 * @param headers further headers
 * @param repeatable whether doing it twice is as good as doing it once
 */
record ServiceCall(
    String operation,
    Method method,
    String target,
    @Nullable RequestBody body,
    Map<String, String> headers,
    boolean repeatable) {

  static ServiceCall get(String operation, Target target) {
    return new ServiceCall(operation, Method.GET, target.toString(), null, Map.of(), true);
  }

  static ServiceCall delete(String operation, Target target) {
    return new ServiceCall(operation, Method.DELETE, target.toString(), null, Map.of(), true);
  }

  /** A post that makes something new each time. */
  static ServiceCall create(String operation, Target target, @Nullable RequestBody body) {
    return new ServiceCall(operation, Method.POST, target.toString(), body, Map.of(), false);
  }

  /** A post that writes to a place which is the same each time. */
  static ServiceCall write(String operation, Target target, RequestBody body) {
    return new ServiceCall(operation, Method.POST, target.toString(), body, Map.of(), true);
  }

  ServiceCall withHeaders(Map<String, String> more) {
    return new ServiceCall(operation, method, target, body, more, repeatable);
  }
}
