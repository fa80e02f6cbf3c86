package dev.larder.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.foreign.Program;
import dev.larder.foreign.PythonEnvironment;
import dev.larder.foreign.RealCacheService;
import dev.larder.service.CacheServiceConfig;
import dev.larder.service.ServiceFormat;
import dev.larder.service.ServiceStorage;
import dev.larder.service.ServiceStorageConfig;
import dev.larder.service.transport.EmbeddedService;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A service that programs in Python and in Java use. */
record SharedService(String name, URI uri, AutoCloseable running) {

  /** Starts the real one and ours. */
  static List<SharedService> start() throws IOException {
    RealCacheService real = RealCacheService.start();
    EmbeddedService.Running ours =
        ServiceLoader.load(EmbeddedService.class)
            .findFirst()
            .orElseThrow()
            .start(RealCacheService.KEY_NAME, RealCacheService.KEY_VALUE);
    return List.of(
        new SharedService("real", real.uri(), real), new SharedService("ours", ours.uri(), ours));
  }

  CacheServiceConfig config() {
    return CacheServiceConfig.builder()
        .url(uri)
        .keyName(RealCacheService.KEY_NAME)
        .keyValue(RealCacheService.KEY_VALUE)
        .build();
  }

  ServiceStorage storage() {
    return ServiceStorage.open(
        ServiceStorageConfig.builder().service(config()).format(ServiceFormat.PLAIN).build());
  }

  /** Returns what Python's layer answers to each call, as lines of JSON. */
  List<String> python(String... calls) throws IOException {
    Path script =
        Path.of(System.getProperty("basedir", ""))
            .resolve("src/test/python/artifact_layer.py")
            .toAbsolutePath();
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("PYTHONUTF8", "1");
    variables.put("URL__TARGET_SERVER__CACHE_SERVICE", uri.toString());
    variables.put("AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_NAME", RealCacheService.KEY_NAME);
    variables.put("AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_VALUE", RealCacheService.KEY_VALUE);
    Program.Outcome outcome =
        Program.run(
            List.of(PythonEnvironment.get().program().toString(), script.toString()),
            variables,
            (String.join("\n", calls) + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome.out().lines().toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
