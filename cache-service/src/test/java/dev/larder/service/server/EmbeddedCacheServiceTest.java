package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.service.transport.EmbeddedService;
import dev.larder.service.transport.ServiceRequest;
import dev.larder.service.transport.ServiceRequest.Method;
import dev.larder.service.transport.ServiceTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The way by which clients find the service of this jar. */
class EmbeddedCacheServiceTest {

  private static final EmbeddedService SERVICE =
      ServiceLoader.load(EmbeddedService.class).findFirst().orElseThrow();

  @Test
  void opened_isOneOfItsOwn() throws Exception {
    try (ServiceTransport one = SERVICE.open();
        ServiceTransport other = SERVICE.open()) {
      new Wire(one).text("/n/direct/store/string", "x").is(200);
      assertThat(new Wire(one).get("/n/file-ids").strings("")).hasSize(1);
      assertThat(new Wire(other).get("/n/file-ids").strings("")).isEmpty();
    }
  }

  @Test
  void closed_isNotReachable() {
    ServiceTransport transport = SERVICE.open();
    transport.close();
    transport.close();
    ServiceRequest request =
        new ServiceRequest(Method.GET, "/info/health", Map.of(), null, Duration.ofSeconds(1));
    assertThatThrownBy(() -> transport.exchange(request))
        .isInstanceOf(IOException.class)
        .hasMessage("the cache service is closed");
  }

  @Test
  void started_wantsTheKey() {
    try (EmbeddedService.Running running = SERVICE.start("x-key", "secret")) {
      new Wire(new HttpTransport(running.uri(), Map.of("x-key", "secret")))
          .get("/info/health")
          .is(200);
      new Wire(new HttpTransport(running.uri(), Map.of())).get("/info/health").is(401);
    }
  }
}
