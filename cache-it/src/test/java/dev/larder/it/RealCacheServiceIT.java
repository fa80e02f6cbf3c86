package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.foreign.RealCacheService;
import dev.larder.service.CacheServiceClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void closed_isGoneWithItsDirectory() throws IOException {
    RealCacheService service = RealCacheService.start();
    Path directory = Files.readSymbolicLink(Path.of("/proc", "" + service.process().pid(), "cwd"));
    assertThat(directory).isEmptyDirectory();
    service.close();
    service.close();
    // Not its port, which another process may have by now.
    assertThat(service.process().isAlive()).isFalse();
    assertThat(directory).doesNotExist();
  }

  @Test
  void whatDoesNotStart_isAFailureWithItsOwnWords() {
    assertThatThrownBy(() -> RealCacheService.start(Map.of("PYTHONHOME", "/nowhere")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the real cache service did not start:\n")
        .hasMessageContaining("No module named 'encodings'");
  }
}
