package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program is told, and what it says of it. */
class CommandLineTest {

  private static final Map<String, String> KEY =
      Map.of("FAST_API__AUTH__API_KEY__NAME", "x-a", "FAST_API__AUTH__API_KEY__VALUE", "one");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) {
    return CacheServiceMain.run(
        List.of(arguments),
        environment,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private static CacheServerConfig config(Map<String, String> environment, String... arguments) {
    CacheServerConfig.Builder builder = CacheServerConfig.builder(Twins.memory());
    CommandLine.of(List.of(arguments), environment).applyTo(builder);
    return builder.build();
  }

  @Test
  void nothingSaid_isTheDefault() {
    CacheServerConfig config = config(KEY);
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(10017);
    assertThat(config.keyName()).contains("x-a");
    assertThat(config.keyValue()).contains("one");
    assertThat(config.ttl()).isEmpty();
    assertThat(config.keepChildren()).isFalse();
    assertThat(config.maxBody()).isEqualTo(1L << 30);
    assertThat(config.maxDocument())
        .isEqualTo(Math.min(CacheServerConfig.DEFAULT_MAX_DOCUMENT, Room.ofHeap()));
    assertThat(config.maxConnections()).isEqualTo(512);
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(CommandLine.of(List.of(), KEY).storageSettings())
        .isEqualTo(Map.of("STORAGE_MODE", "memory"));
  }

  @Test
  void everyOption_isTaken() {
    CacheServerConfig config =
        config(
            Map.of(),
            "--host=0.0.0.0",
            "--port",
            "0",
            "--ttl-hours",
            "5",
            "--max-body",
            "77",
            "--max-connections",
            "9",
            "--request-timeout=7",
            "--keep-children",
            "--no-auth");
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isZero();
    assertThat(config.keyName()).isEmpty();
    assertThat(config.ttl()).contains(Duration.ofHours(5));
    assertThat(config.keepChildren()).isTrue();
    assertThat(config.maxBody()).isEqualTo(77);
    assertThat(config.maxConnections()).isEqualTo(9);
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(CommandLine.of(List.of("--storage", "disk:a/b"), Map.of()).storageSettings())
        .isEqualTo(Map.of("STORAGE_MODE", "disk", "STORAGE_DISK_ROOT", "a/b"));
    assertThat(config(Map.of("CACHE__SERVICE__DEFAULT_TTL_HOURS", "3"), "--no-auth").ttl())
        .contains(Duration.ofHours(3));
  }

  @Test
  void ownVariables_areTakenToo(@TempDir Path directory) throws Exception {
    Map<String, String> own =
        Map.of("STORAGE_CACHE_SERVICE_KEY_NAME", "x-b", "STORAGE_CACHE_SERVICE_KEY_VALUE", "two");
    assertThat(config(own).keyValue()).contains("two");
    Path file = Files.writeString(directory.resolve("key"), "three\n");
    Map<String, String> secret =
        Map.of(
            "STORAGE_CACHE_SERVICE_KEY_NAME",
            "x-b",
            "STORAGE_CACHE_SERVICE_KEY_VALUE_FILE",
            file.toString());
    assertThat(config(secret).keyValue()).contains("three");
    assertThat(config(secret)).asString().doesNotContain("three").contains("x-b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port x|--port=x: must be an integer of 0 to 65535",
        "--port 65536|--port=65536: must be an integer of 0 to 65535",
        "--ttl-hours 0|--ttl-hours=0: must be an integer of 1 to 876600",
        "--max-connections 0|--max-connections=0: must be an integer of 1 to 2147483647",
        "--request-timeout 0|--request-timeout=0: must be an integer of 1 to 86400",
        "--max-body 0|--max-body=0: must be an integer of at least 1",
        "--storage tape|--storage=tape: must be memory or disk:DIR",
        "--storage disk:|--storage=disk:: must be memory or disk:DIR",
        "--host|--host: needs a value; see --help",
        "--verbose|--verbose: unknown option; see --help",
        "serve|serve: unknown option; see --help"
      })
  void wrongArgument_isNamed(String arguments, String message) {
    assertThat(run(KEY, arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("larder-cache-service: " + message + System.lineSeparator());
    assertThat(out.size()).isZero();
  }

  @Test
  void noKey_isRefused() {
    assertThat(run(Map.of("FAST_API__AUTH__API_KEY__NAME", "x-a"))).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "larder-cache-service: no key: set FAST_API__AUTH__API_KEY__NAME and"
                + " FAST_API__AUTH__API_KEY__VALUE, or STORAGE_CACHE_SERVICE_KEY_NAME and"
                + " STORAGE_CACHE_SERVICE_KEY_VALUE, or start with --no-auth to let everybody in"
                + " who can reach the port");
  }

  @Test
  void help_namesEveryOption() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "--host",
            "--port",
            "--storage",
            "--ttl-hours",
            "--max-body",
            "--max-connections",
            "--request-timeout",
            "--keep-children",
            "--no-auth");
  }

  @Test
  void portThatIsTaken_isSaid() {
    CacheServer first =
        CacheServer.start(CacheServerConfig.builder(Twins.memory()).withoutKey().build());
    String port = Integer.toString(first.uri().getPort());
    assertThat(run(KEY, "--port", port)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains(
            "larder-cache-service: cannot listen on 127.0.0.1:"
                + port
                + ": Address already in use; choose another host or port, or stop what has it");
    first.close();
  }
}
