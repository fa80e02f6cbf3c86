package dev.larder.service;

import dev.larder.service.http.HttpTransport;
import dev.larder.service.transport.EmbeddedService;
import dev.larder.service.transport.ServiceTransport;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.ServiceLoader;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Opens clients in the three modes. */
final class Opening {

  private static final int KEY_BYTES = 24;

  private Opening() {}

  static CacheServiceClient open(CacheServiceConfig config) {
    return switch (config.mode()) {
      case REMOTE -> remote(config, config.url().orElseThrow(), () -> {});
      case LOCAL_SERVER -> local(config);
      case IN_MEMORY -> client(embedded().open(), config, "memory:", () -> {});
    };
  }

  private static CacheServiceClient remote(CacheServiceConfig config, URI url, Runnable server) {
    ServiceTransport transport = new HttpTransport(url, tls(config, url), config.connectTimeout());
    String location = url.toString();
    boolean slash = location.endsWith("/");
    return client(
        transport, config, slash ? location.substring(0, location.length() - 1) : location, server);
  }

  private static CacheServiceClient client(
      ServiceTransport transport, CacheServiceConfig config, String location, Runnable server) {
    Backoff backoff = new Backoff(config.retries());
    return new CacheServiceClient(new ServiceCalls(transport, config, location, backoff), server);
  }

  private static CacheServiceClient local(CacheServiceConfig config) {
    String key = config.keyValue().orElseGet(Opening::newKey);
    EmbeddedService.Running running = embedded().start(config.keyName(), key);
    return remote(config.withKeyValue(key), running.uri(), running::close);
  }

  private static String newKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return HexFormat.of().formatHex(key);
  }

  private static EmbeddedService embedded() {
    return ServiceLoader.load(EmbeddedService.class, EmbeddedService.class.getClassLoader())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there is no cache service in this process; add the dependency"
                        + " dev.larder:cache-service, or set the URL of a remote one"));
  }

  /** Returns what https needs; loading the JVM's own takes a tenth of a second. */
  private static @Nullable SSLContext tls(CacheServiceConfig config, URI url) {
    if (!"https".equalsIgnoreCase(url.getScheme()) || config.tls().isPresent()) {
      return config.tls().orElse(null);
    }
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
