package dev.larder.service;

import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceResponse;
import dev.larder.service.transport.ServiceTransport;
import dev.larder.storage.CacheException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes calls: with the key, again where that is safe, and with failures as the caller's. */
final class ServiceCalls implements AutoCloseable {

  /** What becomes of an answer whose head is there. */
  @FunctionalInterface
  private interface Reading<T> {

    T read(ServiceResponse response) throws IOException;
  }

  private final ServiceTransport transport;
  private final CacheServiceConfig config;
  private final ServiceErrors errors;
  private final Backoff backoff;
  private final Map<String, String> keyHeaders;
  private volatile boolean closed;

  ServiceCalls(
      ServiceTransport transport, CacheServiceConfig config, String location, Backoff backoff) {
    this.transport = transport;
    this.config = config;
    this.errors = new ServiceErrors(location, config.keyName());
    this.backoff = backoff;
    this.keyHeaders = config.keyValue().map(key -> keyHeader(config, key)).orElse(Map.of());
  }

  private static Map<String, String> keyHeader(CacheServiceConfig config, String key) {
    return config.keyAsCookie()
        ? Map.of("cookie", config.keyName() + "=" + key)
        : Map.of(config.keyName().toLowerCase(Locale.ROOT), key);
  }

  ServiceErrors errors() {
    return errors;
  }

  @Override
  public void close() {
    closed = true;
    transport.close();
  }

  /** Returns an answer with status 200; empty if the service says that there is no such thing. */
  Optional<ServiceAnswer> find(ServiceCall call) {
    return orMissing(call, exchange(call));
  }

  Optional<ServiceAnswer> orMissing(ServiceCall call, ServiceAnswer answer) {
    if (answer.isOk()) {
      return Optional.of(answer);
    }
    if (ServiceErrors.isMissing(answer)) {
      return Optional.empty();
    }
    throw errors.of(call, answer);
  }

  /** Returns an answer with status 200 and of that type; empty if there is no such thing. */
  Optional<ServiceAnswer> find(ServiceCall call, String type) {
    Optional<ServiceAnswer> answer = find(call);
    if (answer.isPresent() && !answer.get().contentType().equals(type)) {
      throw errors.ofType(call, answer.get(), type);
    }
    return answer;
  }

  /** Returns the JSON object of an answer; empty if there is no such thing. */
  Optional<JsonFields> findObject(ServiceCall call) {
    return find(call).map(answer -> JsonFields.of(errors, call, answer));
  }

  /** Returns the JSON object of an answer; that there is no such thing is a failure, too. */
  JsonFields object(ServiceCall call) {
    return JsonFields.of(errors, call, ok(call));
  }

  /** Returns the JSON array of texts of an answer. */
  List<String> texts(ServiceCall call) {
    Object tree = JsonFields.tree(errors, call, ok(call));
    if (tree instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw errors.ofContent(call, "JSON that is no list of names");
  }

  /** Returns an answer with status 200. */
  ServiceAnswer ok(ServiceCall call) {
    ServiceAnswer answer = exchange(call);
    if (!answer.isOk()) {
      throw errors.of(call, answer);
    }
    return answer;
  }

  /** Returns the answer, whatever its status. */
  ServiceAnswer exchange(ServiceCall call) {
    return repeat(
        call,
        response -> {
          try (response) {
            return ServiceAnswer.read(response, config.maxResponseSize());
          }
        });
  }

  /** Returns a body to be read as it arrives; empty if there is no such thing. */
  Optional<ServiceBody> open(ServiceCall call, String type) {
    return repeat(
        call,
        response -> {
          boolean right = response.status() == ServiceAnswer.OK;
          if (right && ServiceAnswer.typeOf(response).equals(type)) {
            return Optional.of(new ServiceBody(response));
          }
          try (response) {
            ServiceAnswer answer = ServiceAnswer.read(response, config.maxResponseSize());
            if (right) {
              throw errors.ofType(call, answer, type);
            }
            orMissing(call, answer);
            return Optional.empty();
          }
        });
  }

  private <T> T repeat(ServiceCall call, Reading<T> reading) {
    if (closed) {
      throw errors.closed(call);
    }
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          ServiceResponse response = transport.exchange(request(call));
          if (!isWorthRepeating(call, response, attempt)) {
            return reading.read(response);
          }
        } catch (IOException failure) {
          throwIfFinal(call, failure, attempt);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw errors.cancelled(call);
    }
  }

  private boolean isWorthRepeating(ServiceCall call, ServiceResponse response, int attempt)
      throws IOException, InterruptedException {
    if (!call.repeatable() || !ServiceErrors.isPassing(response.status())) {
      return false;
    }
    if (!backoff.isLeft(attempt, response.header("retry-after"))) {
      return false;
    }
    response.close();
    backoff.await(attempt, response.header("retry-after"));
    return true;
  }

  private void throwIfFinal(ServiceCall call, IOException failure, int attempt)
      throws InterruptedException {
    if (failure instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (closed) {
      throw errors.closed(call);
    }
    CacheException mapped = errors.of(call, failure);
    boolean unsent =
        failure instanceof ConnectException
            || failure instanceof UnknownHostException
            || failure instanceof HttpConnectTimeoutException;
    boolean again = mapped.isRetryable() && (call.repeatable() || unsent);
    if (!again || !backoff.isLeft(attempt, Optional.empty())) {
      throw mapped;
    }
    backoff.await(attempt, Optional.empty());
  }

  private ServiceRequest request(ServiceCall call) {
    Map<String, String> headers = keyHeaders;
    if (!call.headers().isEmpty()) {
      headers = new HashMap<>(keyHeaders);
      headers.putAll(call.headers());
    }
    return new ServiceRequest(call.method(), call.target(), headers, call.body(), config.timeout());
  }
}
