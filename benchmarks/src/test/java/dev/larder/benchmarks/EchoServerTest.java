package dev.larder.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EchoServerTest {

  @Test
  void everyRequestOfAConnection_isAnswered() throws IOException {
    byte[] request = BareConnection.request("GET", "/any", new byte[0]);
    try (EchoServer server = new EchoServer(ServiceValue.JSON);
        BareConnection connection = new BareConnection(server.uri())) {
      for (int i = 0; i < 3; i++) {
        assertThat(connection.exchange(request)).isEqualTo(ServiceValue.JSON);
      }
    }
  }

  @Test
  void value_hasTheSizeThatIsSaid() {
    assertThat(ServiceValue.JSON).hasSize(260);
  }
}
