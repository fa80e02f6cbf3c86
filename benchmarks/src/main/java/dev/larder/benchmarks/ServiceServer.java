package dev.larder.benchmarks;

import dev.larder.foreign.RealCacheService;
import dev.larder.service.server.CacheServiceMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cache service in a process of its own, which ends with this one. */
final class ServiceServer implements AutoCloseable {

  static final String KEY_NAME = RealCacheService.KEY_NAME;
  static final String KEY_VALUE = RealCacheService.KEY_VALUE;

  private static final Pattern LISTENS = Pattern.compile("listens on (http://[^ ,]+)");

  private final URI uri;
  private final ProcessHandle process;
  private final Runnable stop;

  private ServiceServer(URI uri, ProcessHandle process, Runnable stop) {
    this.uri = uri;
    this.process = process;
    this.stop = stop;
  }

  static ServiceServer of(ServiceRival rival) throws IOException {
    return rival == ServiceRival.REAL ? real() : twin("memory");
  }

  /** Starts the real one, which keeps its entries in memory. */
  static ServiceServer real() throws IOException {
    RealCacheService service = RealCacheService.start();
    return new ServiceServer(service.uri(), service.process(), service::close);
  }

  /** Starts the twin over that storage, and returns when it listens. */
  static ServiceServer twin(String storage) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path jar =
        Path.of(
            System.getProperty("larder.root", ""), "cache-service/target/larder-cache-service.jar");
    if (Files.exists(jar)) {
      command.addAll(List.of("-jar", jar.toString()));
    } else {
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), CacheServiceMain.class.getName()));
    }
    command.addAll(List.of("--port", "0", "--storage", storage));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FAST_API__AUTH__API_KEY__NAME", KEY_NAME);
    builder.environment().put("FAST_API__AUTH__API_KEY__VALUE", KEY_VALUE);
    Process process = builder.start();
    Thread end = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    URI uri = awaitListening(process);
    return new ServiceServer(
        uri, process.toHandle(), () -> process.destroyForcibly().onExit().join());
  }

  private static URI awaitListening(Process process) throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher found = LISTENS.matcher(line);
      if (found.find()) {
        return URI.create(found.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("the cache service did not start; it said:\n" + said);
  }

  URI uri() {
    return uri;
  }

  ProcessHandle process() {
    return process;
  }

  @Override
  public void close() {
    stop.run();
  }
}
