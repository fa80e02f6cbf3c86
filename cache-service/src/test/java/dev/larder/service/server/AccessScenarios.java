package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.service.transport.ServiceTransport;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Scenario 1: who is let in. */
abstract class AccessScenarios extends AcceptanceSuite.Group {

  AccessScenarios(AcceptanceSuite suite) {
    super(suite);
  }

  @Test
  void withKey_isLetIn() {
    assertThat(wire().get("/info/health").is(200).text()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void withoutKey_isRefusedBeforeRouting() {
    Optional<ServiceTransport> open = suite.subject().withoutKey();
    assertThat(open.isEmpty()).isEqualTo(has(Difference.NO_KEY_IN_PROCESS));
    if (open.isEmpty()) {
      return;
    }
    Wire wire = new Wire(open.get());
    for (String path : new String[] {"/info/health", "/there/is/no/such/route", "/page", ns}) {
      Answer answer = wire.get(path).is(401);
      assertThat(answer.string("message"))
          .isEqualTo("Client API key is missing, you need to set it on a header or cookie");
      assertThat(answer.string("status")).isEqualTo("error");
      assertThat(answer.at("data").isNull()).isTrue();
      assertThat(answer.at("error").isNull()).isTrue();
    }
    assertThat(
            wire.with(suite.subject().keyName(), "wrong")
                .get("/info/health")
                .is(401)
                .string("message"))
        .isEqualTo("Invalid API key value");
    wire.get("/openapi.json").is(200);
    wire.get("/").is(has(Difference.THERE_IS_A_PAGE) ? 200 : 401);
  }

  @Test
  void keyAsCookie_isLetInUnlessTheHeaderIsWrong() {
    Optional<ServiceTransport> open = suite.subject().withoutKey();
    assertThat(open.isEmpty()).isEqualTo(has(Difference.NO_KEY_IN_PROCESS));
    if (open.isEmpty()) {
      return;
    }
    String name = suite.subject().keyName();
    Wire cookie = new Wire(open.get()).with("cookie", name + "=" + suite.subject().keyValue());
    cookie.get("/info/health").is(200);
    cookie.with(name, "wrong").get("/info/health").is(401);
  }
}
