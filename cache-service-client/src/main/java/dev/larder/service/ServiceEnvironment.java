package dev.larder.service;

import dev.larder.config.ConfigKey;
import dev.larder.config.StorageConfig;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The variables that a client is made of: ours, and those of the service's own clients. */
final class ServiceEnvironment {

  static final ConfigKey<ServiceMode> MODE =
      ConfigKey.choice("STORAGE_CACHE_SERVICE_MODE", ServiceMode.class)
          .describedAs("Where the service is; remote if there is a URL, else in memory.");

  static final ConfigKey<URI> URL =
      ConfigKey.of(
              "STORAGE_CACHE_SERVICE_URL",
              "an http or https URL with a host, without user, query and fragment",
              checked(
                  text -> {
                    URI url = URI.create(text);
                    ServiceUrl.check(url);
                    return url;
                  }))
          .shownAs(ServiceUrl::masked)
          .withFallback("URL__TARGET_SERVER__CACHE_SERVICE")
          .describedAs("Where a remote service is, as http://127.0.0.1:10017.");

  static final ConfigKey<String> KEY_NAME =
      ConfigKey.of(
              "STORAGE_CACHE_SERVICE_KEY_NAME",
              "a name of a header",
              checked(
                  text -> {
                    ServiceUrl.checkToken("keyName", text);
                    return text;
                  }))
          .withDefault(CacheServiceConfig.DEFAULT_KEY_NAME)
          .withFallback("AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_NAME")
          .describedAs("The header that carries the key.");

  static final ConfigKey<String> KEY_VALUE =
      ConfigKey.of(
              "STORAGE_CACHE_SERVICE_KEY_VALUE",
              "visible ASCII characters",
              checked(
                  text -> {
                    ServiceUrl.checkSecret(text);
                    return text;
                  }))
          .secret()
          .withFallback("AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_VALUE")
          .describedAs("The key of the service; none is sent if not set.");

  static final ConfigKey<Duration> TIMEOUT =
      ConfigKey.duration("STORAGE_CACHE_SERVICE_TIMEOUT", Duration.ofMillis(1))
          .withDefault(Duration.ofSeconds(30))
          .describedAs("How long each attempt may wait for the service.");

  private static final List<ConfigKey<?>> KEYS = List.of(MODE, URL, KEY_NAME, KEY_VALUE, TIMEOUT);

  /** What the service's own clients read, by the key that it is a default of. */
  private static final Map<ConfigKey<?>, String> ORIGINALS =
      Map.of(
          URL, "URL__TARGET_SERVER__CACHE_SERVICE",
          KEY_NAME, "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_NAME",
          KEY_VALUE, "AUTH__TARGET_SERVER__CACHE_SERVICE__KEY_VALUE");

  private ServiceEnvironment() {}

  private static <T> Function<String, T> checked(Function<String, T> parser) {
    return parser;
  }

  static CacheServiceConfig read(Map<String, String> environment) {
    return of(StorageConfig.of("cache_service", KEYS, withOriginals(environment)));
  }

  /** Returns our variables, with those of the service's own clients where ours are not set. */
  static Map<String, String> withOriginals(Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    for (ConfigKey<?> key : KEYS) {
      String file = key.name() + "_FILE";
      copy(environment, file, file, values);
      if (!values.containsKey(file)) {
        copy(environment, ORIGINALS.getOrDefault(key, key.name()), key.name(), values);
      }
      copy(environment, key.name(), key.name(), values);
    }
    return values;
  }

  private static void copy(
      Map<String, String> from, String name, String as, Map<String, String> to) {
    String value = from.get(name);
    if (value != null && !value.isBlank()) {
      to.put(as, value);
    }
  }

  /** Returns the configuration of settings that have at least these keys. */
  static CacheServiceConfig of(StorageConfig values) {
    CacheServiceConfig.Builder config = CacheServiceConfig.builder();
    boolean remote = values.find(URL).isPresent();
    config.mode(values.find(MODE).orElse(remote ? ServiceMode.REMOTE : ServiceMode.IN_MEMORY));
    values.find(URL).ifPresent(config::url);
    config.keyName(values.get(KEY_NAME)).timeout(values.get(TIMEOUT));
    values.find(KEY_VALUE).ifPresent(config::keyValue);
    try {
      return config.build();
    } catch (IllegalArgumentException incomplete) {
      throw new dev.larder.config.ConfigurationException(
          URL.name() + ": must be set where " + MODE.name() + " is remote");
    }
  }
}
