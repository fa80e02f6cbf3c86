package dev.larder.service.server;

import dev.larder.service.server.http.HttpSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the program is told by its arguments and by the environment. */
final class CommandLine {

  static final String USAGE =
      """
      usage: java -jar larder-cache-service.jar [options]
        --host HOST          name or address to listen on; 127.0.0.1
        --port PORT          port to listen on, 0 for a free one; 10017
        --storage STORAGE    memory, or disk:DIR; memory
        --ttl-hours HOURS    how long entries live; for ever
        --max-body BYTES     the most bytes of one request; 1073741824
        --max-connections N  the most connections at a time; 512
        --request-timeout S  seconds to wait for a request and for its answer to be taken; 300
        --keep-children      keep the children of an entry that is deleted
        --no-auth            let everybody in who can reach the port
        --help               print this
      The key is read from FAST_API__AUTH__API_KEY__NAME and FAST_API__AUTH__API_KEY__VALUE, or from
      STORAGE_CACHE_SERVICE_KEY_NAME and STORAGE_CACHE_SERVICE_KEY_VALUE (or ..._KEY_VALUE_FILE).
      """;

  private static final int DEFAULT_PORT = 10017;
  private static final List<List<String>> KEYS =
      List.of(
          List.of("FAST_API__AUTH__API_KEY__NAME", "FAST_API__AUTH__API_KEY__VALUE"),
          List.of("STORAGE_CACHE_SERVICE_KEY_NAME", "STORAGE_CACHE_SERVICE_KEY_VALUE"));

  private final Map<String, String> environment;
  private String host = "127.0.0.1";
  private int port = DEFAULT_PORT;
  private String storage = "memory";
  private @Nullable Duration ttl;
  private long maxBody = CacheServerConfig.DEFAULT_MAX_BODY;
  private int maxConnections = HttpSettings.DEFAULT_MAX_CONNECTIONS;
  private Duration requestTimeout = HttpSettings.DEFAULT_EXCHANGE;
  private boolean keepChildren;
  private boolean withoutKey;
  private boolean help;

  private CommandLine(Map<String, String> environment) {
    this.environment = environment;
    String hours = environment.get("CACHE__SERVICE__DEFAULT_TTL_HOURS");
    if (hours != null && !hours.isEmpty()) {
      ttl = hours("CACHE__SERVICE__DEFAULT_TTL_HOURS", hours);
    }
  }

  /** A name and a value that each request has to carry. */
  record Key(String name, String value) {}

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if one is unknown or has no legal value
   */
  static CommandLine of(List<String> arguments, Map<String, String> environment) {
    CommandLine line = new CommandLine(environment);
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.pop();
      int equals = option.indexOf('=');
      if (option.startsWith("--") && equals > 0) {
        rest.push(option.substring(equals + 1));
        option = option.substring(0, equals);
      }
      line.read(option, rest);
    }
    return line;
  }

  private void read(String option, Deque<String> rest) {
    switch (option) {
      case "--host" -> host = value(option, rest);
      case "--port" -> port = (int) number(option, value(option, rest), 0, 0xffff);
      case "--storage" -> storage = storage(value(option, rest));
      case "--ttl-hours" -> ttl = hours(option, value(option, rest));
      case "--max-body" -> maxBody = number(option, value(option, rest), 1, Long.MAX_VALUE);
      case "--max-connections" ->
          maxConnections = (int) number(option, value(option, rest), 1, Integer.MAX_VALUE);
      case "--request-timeout" ->
          requestTimeout = Duration.ofSeconds(number(option, value(option, rest), 1, 86_400));
      case "--keep-children" -> keepChildren = true;
      case "--no-auth" -> withoutKey = true;
      case "--help", "-h" -> help = true;
      default -> throw new IllegalArgumentException(option + ": unknown option; see --help");
    }
  }

  private static String value(String option, Deque<String> rest) {
    String value = rest.poll();
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(option + ": needs a value; see --help");
    }
    return value;
  }

  private static long number(String option, String value, long least, long most) {
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException none) {
      // Said below.
    }
    throw new IllegalArgumentException(
        option
            + "="
            + value
            + ": must be an integer of "
            + (most == Long.MAX_VALUE ? "at least " + least : least + " to " + most));
  }

  private static Duration hours(String option, String value) {
    return Duration.ofHours(number(option, value, 1, 876_600));
  }

  private static String storage(String value) {
    if (value.equals("memory") || (value.startsWith("disk:") && value.length() > 5)) {
      return value;
    }
    throw new IllegalArgumentException("--storage=" + value + ": must be memory or disk:DIR");
  }

  boolean help() {
    return help;
  }

  /** Returns the settings of the storage. */
  Map<String, String> storageSettings() {
    return storage.equals("memory")
        ? Map.of("STORAGE_MODE", "memory")
        : Map.of("STORAGE_MODE", "disk", "STORAGE_DISK_ROOT", storage.substring(5));
  }

  /** Returns the storage as it was given. */
  String storage() {
    return storage;
  }

  /**
   * Sets what the program was told, the key too.
   *
   * @throws IllegalArgumentException if there is no key, and nobody said that there is to be none
   */
  void applyTo(CacheServerConfig.Builder builder) {
    builder.host(host).port(port).ttl(ttl).keepChildren(keepChildren).maxBody(maxBody);
    builder.maxConnections(maxConnections).requestTimeout(requestTimeout);
    if (withoutKey) {
      builder.withoutKey();
      return;
    }
    Key key = key();
    builder.key(key.name(), key.value());
  }

  /** Returns the key of the environment, unless there is to be none. */
  private Key key() {
    for (List<String> names : KEYS) {
      String name = environment.getOrDefault(names.get(0), "");
      String value = secret(names.get(1));
      if (!name.isEmpty() && !value.isEmpty()) {
        return new Key(name, value);
      }
    }
    throw new IllegalArgumentException(
        "no key: set "
            + String.join(" and ", KEYS.get(0))
            + ", or "
            + String.join(" and ", KEYS.get(1))
            + ", or start with --no-auth to let everybody in who can reach the port");
  }

  /** Fails if there is neither a key nor the wish for none. */
  void requireKey() {
    if (!withoutKey) {
      key();
    }
  }

  private String secret(String name) {
    String file = environment.getOrDefault(name + "_FILE", "");
    if (file.isEmpty()) {
      return environment.getOrDefault(name, "");
    }
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          name + "_FILE=" + file + ": cannot be read: " + unreadable.getMessage(), unreadable);
    }
  }
}
