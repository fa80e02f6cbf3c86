package dev.larder.benchmarks;

import dev.larder.config.StorageFactory;
import dev.larder.service.CacheServiceClient;
import dev.larder.service.CacheServiceConfig;
import dev.larder.service.ServiceBody;
import dev.larder.service.StoreOptions;
import dev.larder.service.Strategy;
import dev.larder.service.server.CacheServer;
import dev.larder.service.server.CacheServerConfig;
import dev.larder.service.transport.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Measures how fast a service starts, what it holds when idle, and what a large value takes. */
final class ServiceFootprintProbe {

  static final String START = "start";
  static final String WARM_START = "warm-start";
  static final String IDLE = "idle";
  static final String SERVER_PEAK = "server-peak";
  static final String CLIENT_PEAK = "client-peak";

  private static final long LARGE = 256L << 20;

  private ServiceFootprintProbe() {}

  static void run(ServiceRival rival, Samples samples) throws IOException {
    long start = System.nanoTime();
    try (ServiceServer server = ServiceServer.of(rival)) {
      byte[] health = BareConnection.request("GET", "/info/health", new byte[0]);
      try (BareConnection connection = new BareConnection(server.uri())) {
        connection.exchange(health);
        samples.add(START, (System.nanoTime() - start) / 1e6);
      }
      samples.add(IDLE, ResidentMemory.of(server.process()) / (double) (1 << 20));
    }
    if (rival == ServiceRival.TWIN) {
      warmStarts(samples);
      large(samples);
    }
  }

  /** Starts and stops servers in this JVM; the last one is warm. */
  private static void warmStarts(Samples samples) throws IOException {
    byte[] health = BareConnection.request("GET", "/info/health", new byte[0]);
    double millis = 0;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      try (CacheServer server =
          CacheServer.start(
              CacheServerConfig.builder(
                      StorageFactory.from(Map.of("STORAGE_MODE", "memory")).open())
                  .key(ServiceServer.KEY_NAME, ServiceServer.KEY_VALUE)
                  .build())) {
        try (BareConnection connection = new BareConnection(server.uri())) {
          connection.exchange(health);
        }
        millis = (System.nanoTime() - start) / 1e6;
      }
    }
    samples.add(WARM_START, millis);
  }

  private static void large(Samples samples) throws IOException {
    Path directory = Files.createTempDirectory("larder-bench-large");
    try (ServiceServer server = ServiceServer.twin("disk:" + directory)) {
      CacheServiceConfig config =
          CacheServiceConfig.builder()
              .url(server.uri())
              .keyName(ServiceServer.KEY_NAME)
              .keyValue(ServiceServer.KEY_VALUE)
              .build();
      try (CacheServiceClient client = CacheServiceClient.open(config)) {
        upAndDown(client, 1 << 20);
        ResidentMemory ours = ResidentMemory.watch(ProcessHandle.current());
        ResidentMemory theirs = ResidentMemory.watch(server.process());
        upAndDown(client, LARGE);
        samples.add(CLIENT_PEAK, ours.stop() / (double) (1 << 20));
        samples.add(SERVER_PEAK, theirs.stop() / (double) (1 << 20));
      }
    } finally {
      DiskSpot.delete(directory);
    }
  }

  private static void upAndDown(CacheServiceClient client, long size) throws IOException {
    String id =
        client
            .store("bench")
            .binary(Strategy.DIRECT, new ManyBytes(size), StoreOptions.none())
            .cacheId();
    long read = 0;
    byte[] buffer = new byte[1 << 16];
    try (ServiceBody body = client.retrieve("bench").id(id).openBinary().orElseThrow();
        InputStream in = body.stream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        read += count;
      }
    }
    if (read != size) {
      throw new IllegalStateException(read + " bytes came back of " + size);
    }
  }

  /** That many bytes which nobody holds. */
  private record ManyBytes(long length) implements RequestBody {

    @Override
    public String contentType() {
      return "application/octet-stream";
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = length;

        @Override
        public int read() {
          return left-- > 0 ? (int) (left & 0xff) : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
          if (left <= 0) {
            return -1;
          }
          int given = (int) Math.min(count, left);
          for (int i = 0; i < given; i++) {
            bytes[offset + i] = (byte) (left - i);
          }
          left -= given;
          return given;
        }
      };
    }
  }
}
