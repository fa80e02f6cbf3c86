package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.foreign.RealCacheService;
import dev.larder.service.CacheServiceClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
class RealCacheServiceIT {

  @Test
  void started_answers() throws IOException {
    try (RealCacheService service = RealCacheService.start();
        CacheServiceClient client = CacheServiceClient.open(service.config().build())) {
      assertThat(client.findEntry("n", "nothing")).isEmpty();
    }
  }

  @Test
  void closed_isGone() throws IOException {
    RealCacheService service = RealCacheService.start();
    service.close();
    service.close();
    try (Socket socket = new Socket()) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), service.uri().getPort());
      assertThatThrownBy(() -> socket.connect(address, 1_000)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void whatDoesNotStart_isAFailureWithItsOwnWords() {
    assertThatThrownBy(() -> RealCacheService.start(Map.of("PYTHONHOME", "/nowhere")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the real cache service did not start:\n")
        .hasMessageContaining("No module named 'encodings'");
  }
}
