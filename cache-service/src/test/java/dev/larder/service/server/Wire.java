package dev.larder.service.server;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.service.transport.ServiceResponse;
import dev.larder.service.transport.ServiceTransport;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short words for requests. */
final class Wire {

  static final String JSON = "application/json";
  static final String TEXT = "text/plain";
  static final String BYTES = "application/octet-stream";

  private final ServiceTransport transport;
  private final Map<String, String> headers;

  Wire(ServiceTransport transport) {
    this(transport, Map.of());
  }

  private Wire(ServiceTransport transport, Map<String, String> headers) {
    this.transport = transport;
    this.headers = headers;
  }

  /** Returns one that sends the header, too. */
  Wire with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Wire(transport, more);
  }

  Answer get(String target) {
    return send(Method.GET, target, null);
  }

  Answer delete(String target) {
    return send(Method.DELETE, target, null);
  }

  Answer post(String target) {
    return send(Method.POST, target, null);
  }

  /** Sends JSON. */
  Answer json(String target, String document) {
    return post(target, JSON, Blob.ofText(document));
  }

  /** Sends a text as it is. */
  Answer text(String target, String text) {
    return post(target, TEXT, Blob.ofText(text));
  }

  Answer bytes(String target, byte... bytes) {
    return post(target, BYTES, Blob.copyOf(bytes));
  }

  Answer post(String target, String type, Blob body) {
    return send(Method.POST, target, RequestBody.of(body, type));
  }

  Answer send(Method method, String target, @Nullable RequestBody body) {
    ServiceRequest request =
        new ServiceRequest(method, target, headers, body, Duration.ofSeconds(60));
    try (ServiceResponse response = transport.exchange(request)) {
      return new Answer(
          response.status(),
          response.header("content-type"),
          Blob.wrap(response.body().readAllBytes()),
          response.header("fast-api-request-id"));
    } catch (IOException failure) {
      throw new UncheckedIOException(target, failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(target, interrupted);
    }
  }
}
