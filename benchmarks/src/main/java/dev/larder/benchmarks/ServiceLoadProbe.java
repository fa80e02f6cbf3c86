package dev.larder.benchmarks;

import dev.larder.foreign.PythonEnvironment;
import dev.larder.service.CacheServiceConfig;
import dev.larder.service.ServiceMode;
import dev.larder.service.ServiceStorage;
import dev.larder.service.ServiceStorageConfig;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures one way to load a child of a session's target, the entry's id being known or not. */
final class ServiceLoadProbe {

  private static final CacheKey KEY =
      CacheKey.of("bench", "sessions/bench/targets/one/results/metrics.json");
  private static final String SCRIPT = "benchmarks/src/main/python/official_client.py";

  private ServiceLoadProbe() {}

  static void run(ServiceRival rival, Form form, Samples samples)
      throws IOException, InterruptedException {
    switch (rival) {
      case STORAGE_IN_MEMORY ->
          storage(CacheServiceConfig.builder().mode(ServiceMode.IN_MEMORY).build(), form, samples);
      case OFFICIAL_IN_MEMORY -> official("memory", form, samples);
      case STORAGE_TO_TWIN -> storageTo(ServiceRival.TWIN, form, samples);
      case REAL -> inTurns(form, samples);
      case OFFICIAL -> {
        try (ServiceServer server = ServiceServer.real()) {
          official(server.uri().toString(), form, samples);
        }
      }
      default -> throw new IllegalArgumentException(rival + " loads no child");
    }
  }

  private static CacheServiceConfig config(ServiceServer server) {
    return CacheServiceConfig.builder()
        .url(server.uri())
        .keyName(ServiceServer.KEY_NAME)
        .keyValue(ServiceServer.KEY_VALUE)
        .build();
  }

  private static void storageTo(ServiceRival kind, Form form, Samples samples)
      throws IOException, InterruptedException {
    try (ServiceServer server = ServiceServer.of(kind)) {
      storage(config(server), form, samples);
    }
  }

  private static void storage(CacheServiceConfig service, Form form, Samples samples)
      throws IOException, InterruptedException {
    ServiceStorageConfig config = ServiceStorageConfig.builder().service(service).build();
    try (ServiceStorage storage = ServiceStorage.open(config)) {
      storage.save(KEY, Blob.wrap(ServiceValue.JSON.clone()), SaveOptions.defaults());
      RepeatedCall load = () -> require(storage.load(KEY).orElseThrow().value().size());
      Steady.warmUp(load, form);
      load.measure(form, samples);
    }
  }

  /** What is done with our storage and a bare connection, both to one server. */
  private interface Both {
    void call(Map<String, RepeatedCall> calls) throws IOException, InterruptedException;
  }

  /**
   * Measures our storage and the bare connection in turns, both to one server. They are warmed up
   * with the twin: the real service answers too seldom for the compilers to notice.
   */
  static void inTurns(Form form, Samples samples) throws IOException, InterruptedException {
    with(
        ServiceServer.twin("memory"),
        calls -> {
          for (RepeatedCall call : calls.values()) {
            Steady.warmUp(call, form);
          }
        });
    with(ServiceServer.real(), calls -> RepeatedCall.measureInTurns(calls, form, samples));
  }

  private static void with(ServiceServer server, Both both)
      throws IOException, InterruptedException {
    try (server;
        ServiceStorage storage =
            ServiceStorage.open(ServiceStorageConfig.builder().service(config(server)).build())) {
      storage.save(KEY, Blob.wrap(ServiceValue.JSON.clone()), SaveOptions.defaults());
      byte[] request =
          BareConnection.request(
              "GET", "/bench/cache/" + id(server) + "/data/json/results/metrics_json", new byte[0]);
      try (BareConnection connection = new BareConnection(server.uri())) {
        Map<String, RepeatedCall> calls = new LinkedHashMap<>();
        calls.put(
            ServiceRival.STORAGE_TO_REAL.name(),
            () -> require(storage.load(KEY).orElseThrow().value().size()));
        calls.put(
            ServiceRival.BARE_TO_REAL.name(), () -> require(connection.exchange(request).length));
        both.call(calls);
      }
    }
  }

  private static String id(ServiceServer server) throws IOException {
    byte[] request = BareConnection.request("GET", "/bench/file-ids", new byte[0]);
    try (BareConnection connection = new BareConnection(server.uri())) {
      String ids = new String(connection.exchange(request), StandardCharsets.US_ASCII);
      return ids.substring(2, ids.length() - 2);
    }
  }

  /** Runs the official client in its own language; it prints its samples as we do. */
  private static void official(String service, Form form, Samples samples)
      throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("larder.root", ""), SCRIPT);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                PythonEnvironment.get().program().toString(),
                script.toString(),
                service,
                ServiceServer.KEY_NAME,
                ServiceServer.KEY_VALUE,
                Long.toString(4 * form.startMillis),
                Long.toString(form.lookupMillis)));
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("CACHE__SERVICE__STORAGE_MODE", "memory");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process
        .inputReader(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.matches("(p50|p95|rate) [0-9.]+"))
        .forEach(samples::addLine);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the official client failed");
    }
  }

  private static void require(int size) {
    if (size != ServiceValue.SIZE) {
      throw new IllegalStateException("a value of " + size + " bytes");
    }
  }
}
