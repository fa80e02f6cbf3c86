package dev.larder.benchmarks;

import dev.larder.service.CacheServiceClient;
import dev.larder.service.CacheServiceConfig;
import dev.larder.service.ChildName;
import dev.larder.service.DataCalls;
import dev.larder.service.EntryKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Measures one stack for HTTP against a server that costs next to nothing. */
final class HttpProbe {

  private static final String ID = "00000000-0000-4000-8000-000000000000";
  private static final String PATH = "/bench/cache/" + ID + "/data/json/metrics";

  private HttpProbe() {}

  static void run(ServiceRival rival, Form form, Samples samples)
      throws IOException, InterruptedException {
    try (EchoServer server = new EchoServer(ServiceValue.JSON)) {
      URI uri = server.uri().resolve(PATH);
      switch (rival) {
        case BARE_SOCKET -> bare(uri, form, samples);
        case LARDER_HTTP -> larder(server.uri(), form, samples);
        case JDK_CLIENT -> jdk(uri, form, samples);
        case URL_CONNECTION -> urlConnection(uri.toURL(), form, samples);
        case APACHE -> apache(uri, form, samples);
        default -> throw new IllegalArgumentException(rival + " is no stack for HTTP");
      }
    }
  }

  private static void bare(URI uri, Form form, Samples samples)
      throws IOException, InterruptedException {
    byte[] request = BareConnection.request("GET", uri.getPath(), new byte[0]);
    try (BareConnection connection = new BareConnection(uri)) {
      RepeatedCall call = () -> require(connection.exchange(request));
      call.measure(form, samples);
    }
  }

  private static void larder(URI server, Form form, Samples samples)
      throws IOException, InterruptedException {
    CacheServiceConfig config =
        CacheServiceConfig.builder().url(server).keyValue(ServiceServer.KEY_VALUE).build();
    try (CacheServiceClient client = CacheServiceClient.open(config)) {
      DataCalls data = client.data("bench", ID);
      ChildName child = ChildName.of("metrics");
      RepeatedCall call =
          () -> require(data.load(EntryKind.JSON, child).orElseThrow().toByteArray());
      call.measure(form, samples);
    }
  }

  private static void jdk(URI uri, Form form, Samples samples)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(uri).header(ServiceServer.KEY_NAME, ServiceServer.KEY_VALUE).build();
    RepeatedCall call =
        () -> require(client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    call.measure(form, samples);
  }

  private static void urlConnection(URL url, Form form, Samples samples)
      throws IOException, InterruptedException {
    RepeatedCall call =
        () -> {
          HttpURLConnection connection = (HttpURLConnection) url.openConnection();
          connection.setRequestProperty(ServiceServer.KEY_NAME, ServiceServer.KEY_VALUE);
          try (InputStream body = connection.getInputStream()) {
            require(body.readAllBytes());
          }
        };
    call.measure(form, samples);
  }

  private static void apache(URI uri, Form form, Samples samples)
      throws IOException, InterruptedException {
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      RepeatedCall call =
          () -> {
            HttpGet request = new HttpGet(uri);
            request.addHeader(ServiceServer.KEY_NAME, ServiceServer.KEY_VALUE);
            require(
                client.execute(request, response -> EntityUtils.toByteArray(response.getEntity())));
          };
      call.measure(form, samples);
    }
  }

  private static void require(byte[] body) {
    if (body.length != ServiceValue.SIZE) {
      throw new IllegalStateException("answer of " + body.length + " bytes");
    }
  }
}
