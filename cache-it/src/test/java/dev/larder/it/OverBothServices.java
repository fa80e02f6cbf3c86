package dev.larder.it;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests that run over the real service and over ours, which are started for each class of them. */
abstract class OverBothServices {

  private static List<SharedService> services;

  @BeforeAll
  static void start() throws IOException {
    services = SharedService.start();
  }

  @AfterAll
  static void stop() throws Exception {
    for (SharedService service : services) {
      service.running().close();
    }
  }

  static Stream<SharedService> services() {
    return services.stream();
  }
}
