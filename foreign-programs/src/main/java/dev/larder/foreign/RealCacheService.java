package dev.larder.foreign;

import dev.larder.service.CacheServiceConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real cache service, in Python, on a free port of the loopback interface. It ends when it is
 * closed, and in any case together with this JVM.
 */
public final class RealCacheService implements AutoCloseable {

  /** The name of the header with its key. */
  public static final String KEY_NAME = "x-api-key";

  /** Its key. */
  public static final String KEY_VALUE = "a-key-of-the-tests";

  private static final Pattern LISTENS =
      Pattern.compile("running on (http://127\\.0\\.0\\.1:\\d+)");
  private static final int START_SECONDS = 180;
  private static final int STOP_SECONDS = 60;

  private final Process process;

  /** Its own, as it reads a file {@code .env} of its directory and of all above. */
  private final Path directory;

  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<URI> listening = new CompletableFuture<>();
  private final URI uri;

  private RealCacheService(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
    Thread reader = new Thread(this::listen, "real-cache-service");
    reader.setDaemon(true);
    reader.start();
    this.uri = await();
    requireAnswer();
  }

  /** Starts one that keeps its entries in memory. */
  public static RealCacheService start() throws IOException {
    return start(Map.of("CACHE__SERVICE__STORAGE_MODE", "memory"));
  }

  /**
   * Starts one with those variables.
   *
   * @throws IllegalStateException if it does not answer within three minutes, with all that it said
   */
  public static RealCacheService start(Map<String, String> variables) throws IOException {
    Path python = PythonEnvironment.get().program();
    Path script =
        PythonEnvironment.foreignPrograms()
            .resolve("src/main/python/cache_service.py")
            .toAbsolutePath();
    ProcessBuilder builder = new ProcessBuilder(python.toString(), script.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.environment().put("PYTHONUNBUFFERED", "1");
    builder.environment().put("FAST_API__AUTH__API_KEY__NAME", KEY_NAME);
    builder.environment().put("FAST_API__AUTH__API_KEY__VALUE", KEY_VALUE);
    builder.environment().putAll(variables);
    Path directory = Files.createTempDirectory("larder-real-service");
    boolean started = false;
    try {
      builder.directory(directory.toFile()).redirectErrorStream(true);
      RealCacheService service = new RealCacheService(builder.start(), directory);
      started = true;
      return service;
    } finally {
      if (!started) {
        PythonEnvironment.delete(directory);
      }
    }
  }

  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        Matcher found = LISTENS.matcher(line);
        if (found.find()) {
          listening.complete(URI.create(found.group(1)));
        }
      }
    } catch (IOException ended) {
      said.add(ended.toString());
    }
    listening.completeExceptionally(new IllegalStateException("it ended"));
  }

  private URI await() {
    try {
      return listening.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw failed(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed(interrupted);
    }
  }

  private void requireAnswer() {
    try {
      HttpURLConnection health =
          (HttpURLConnection) uri.resolve("/info/health").toURL().openConnection();
      health.setRequestProperty(KEY_NAME, KEY_VALUE);
      health.setConnectTimeout(START_SECONDS * 1_000);
      health.setReadTimeout(START_SECONDS * 1_000);
      try (InputStream body = health.getInputStream()) {
        body.readAllBytes();
      }
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  private IllegalStateException failed(Exception failure) {
    process.destroyForcibly();
    return new IllegalStateException("the real cache service did not start:\n" + said(), failure);
  }

  /** Returns where it listens, without a path. */
  public URI uri() {
    return uri;
  }

  /** Returns what a client needs to reach it. */
  public CacheServiceConfig.Builder config() {
    return CacheServiceConfig.builder().url(uri).keyName(KEY_NAME).keyValue(KEY_VALUE);
  }

  /** Returns its process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Returns what it wrote so far. */
  public String said() {
    return String.join("\n", said);
  }

  /** Stops it. Idempotent. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the real cache service did not stop:\n" + said());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      deleteDirectory();
    }
  }

  private void deleteDirectory() {
    try {
      PythonEnvironment.delete(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
