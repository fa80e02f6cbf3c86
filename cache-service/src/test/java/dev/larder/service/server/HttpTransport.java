package dev.larder.service.server;

import dev.larder.service.transport.RequestBody;
import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceResponse;
import dev.larder.service.transport.ServiceTransport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests over HTTP, as plain as they can be. */
public final class HttpTransport implements ServiceTransport {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final Map<String, String> always;

  /** Makes a transport that sends those headers with every request. */
  public HttpTransport(URI base, Map<String, String> always) {
    this.base = base;
    this.always = always;
  }

  @Override
  public ServiceResponse exchange(ServiceRequest request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(base + request.target())).timeout(request.timeout());
    always.forEach(builder::header);
    request.headers().forEach(builder::header);
    RequestBody body = request.body();
    if (body != null) {
      builder.header("content-type", body.contentType());
    }
    builder.method(request.method().name(), publisher(body));
    return new Response(client.send(builder.build(), BodyHandlers.ofInputStream()));
  }

  private static BodyPublisher publisher(@Nullable RequestBody body) {
    if (body == null || body.length() == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(
            () -> {
              try {
                return body.open();
              } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
              }
            }),
        body.length());
  }

  @Override
  public void close() {}

  private record Response(HttpResponse<InputStream> response) implements ServiceResponse {

    @Override
    public int status() {
      return response.statusCode();
    }

    @Override
    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    @Override
    public InputStream body() {
      return response.body();
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }
}
