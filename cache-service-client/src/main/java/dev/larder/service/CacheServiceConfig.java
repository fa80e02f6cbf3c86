package dev.larder.service;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link CacheServiceClient} reaches its service. Immutable.
 *
 * <pre>{@code
 * CacheServiceConfig config =
 *     CacheServiceConfig.builder()
 *         .url(URI.create("http://cache.internal:10017"))
 *         .key("x-api-key", key)
 *         .build();
 * }</pre>
 */
public final class CacheServiceConfig {

  /** The name under which the key is sent unless another is set. */
  public static final String DEFAULT_KEY_NAME = "x-api-key";

  private final ServiceMode mode;
  private final @Nullable URI url;
  private final String keyName;
  private final @Nullable String keyValue;
  private final boolean keyAsCookie;
  private final Duration connectTimeout;
  private final Duration timeout;
  private final RetryPolicy retries;
  private final int maxResponseSize;
  private final @Nullable SSLContext tls;

  private CacheServiceConfig(Builder builder) {
    this.mode = builder.mode;
    this.url = builder.url;
    this.keyName = builder.keyName;
    this.keyValue = builder.keyValue;
    this.keyAsCookie = builder.keyAsCookie;
    this.connectTimeout = builder.connectTimeout;
    this.timeout = builder.timeout;
    this.retries = builder.retries;
    this.maxResponseSize = builder.maxResponseSize;
    this.tls = builder.tls;
  }

  /** Starts a configuration with the defaults: remote, and no URL yet. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads the variables of the storage, and where one is not set those of the service's own
   * clients. Without a URL the service is in memory.
   *
   * @throws dev.larder.config.ConfigurationException if a value breaks its rule, or a file with the
   *     key cannot be read
   */
  public static CacheServiceConfig fromEnvironment(Map<String, String> environment) {
    return ServiceEnvironment.read(environment);
  }

  /** Returns where the service is. */
  public ServiceMode mode() {
    return mode;
  }

  /** Returns the URL of a remote service; empty in the other modes. */
  public Optional<URI> url() {
    return Optional.ofNullable(url);
  }

  /** Returns the name of the header, or of the cookie, that carries the key. */
  public String keyName() {
    return keyName;
  }

  /** Returns the key, which is a secret; empty if none is sent. */
  public Optional<String> keyValue() {
    return Optional.ofNullable(keyValue);
  }

  /** Returns whether the key goes into a cookie rather than into a header. */
  public boolean keyAsCookie() {
    return keyAsCookie;
  }

  /** Returns how long a connection may take to be there. */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** Returns how long each attempt may wait for the service. */
  public Duration timeout() {
    return timeout;
  }

  /** Returns how often calls are tried that are safe to repeat. */
  public RetryPolicy retries() {
    return retries;
  }

  /** Returns the largest body in bytes that is read into memory. */
  public int maxResponseSize() {
    return maxResponseSize;
  }

  /** Returns these settings with that key. */
  CacheServiceConfig withKeyValue(String key) {
    Builder builder = new Builder();
    builder.mode = mode;
    builder.url = url;
    builder.keyName = keyName;
    builder.keyAsCookie = keyAsCookie;
    builder.connectTimeout = connectTimeout;
    builder.timeout = timeout;
    builder.retries = retries;
    builder.maxResponseSize = maxResponseSize;
    builder.tls = tls;
    return new CacheServiceConfig(builder.keyValue(key));
  }

  Optional<SSLContext> tls() {
    return Optional.ofNullable(tls);
  }

  /** Returns the settings with the key as stars. */
  @Override
  public String toString() {
    String key = keyValue == null ? "none" : "***";
    return "CacheServiceConfig[mode=%s, url=%s, keyName=%s, keyValue=%s, keyAsCookie=%s, connectTimeout=%s, timeout=%s, retries=%s, maxResponseSize=%d]"
        .formatted(
            mode.name().toLowerCase(Locale.ROOT),
            url,
            keyName,
            key,
            keyAsCookie,
            connectTimeout,
            timeout,
            retries,
            maxResponseSize);
  }

  /** Collects the settings of a client. Each is checked when it is set. Not thread-safe. */
  public static final class Builder {

    private static final int DEFAULT_MAX_RESPONSE_SIZE = 256 * 1024 * 1024;

    private ServiceMode mode = ServiceMode.REMOTE;
    private @Nullable URI url;
    private String keyName = DEFAULT_KEY_NAME;
    private @Nullable String keyValue;
    private boolean keyAsCookie;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration timeout = Duration.ofSeconds(30);
    private RetryPolicy retries = RetryPolicy.DEFAULT;
    private int maxResponseSize = DEFAULT_MAX_RESPONSE_SIZE;
    private @Nullable SSLContext tls;

    private Builder() {}

    /** Sets where the service is; remote by default. */
    public Builder mode(ServiceMode mode) {
      this.mode = requireNonNull(mode, "mode");
      return this;
    }

    /**
     * Sets the URL of a remote service. A path in it is put in front of every route.
     *
     * @throws IllegalArgumentException if it is not http or https with a host, or has a user, a
     *     query or a fragment
     */
    public Builder url(URI url) {
      ServiceUrl.check(url);
      this.url = url;
      return this;
    }

    /** Sets the name of the header or cookie with the key. */
    public Builder keyName(String keyName) {
      ServiceUrl.checkToken("keyName", keyName);
      this.keyName = keyName;
      return this;
    }

    /**
     * Sets the key, which is a secret; none is sent by default.
     *
     * @throws IllegalArgumentException if it is empty, or has characters that no header can hold
     */
    public Builder keyValue(String keyValue) {
      ServiceUrl.checkSecret(keyValue);
      this.keyValue = keyValue;
      return this;
    }

    /** Sets whether the key goes into a cookie; it goes into a header by default. */
    public Builder keyAsCookie(boolean keyAsCookie) {
      this.keyAsCookie = keyAsCookie;
      return this;
    }

    /** Sets how long a connection may take to be there; 5 s by default. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = ServiceUrl.positive("connectTimeout", connectTimeout);
      return this;
    }

    /**
     * Sets how long each attempt may wait for the service; 30 s by default. Each 256 KiB that move
     * give a second of it back, so large values have their time.
     */
    public Builder timeout(Duration timeout) {
      this.timeout = ServiceUrl.positive("timeout", timeout);
      return this;
    }

    /** Sets how often calls are tried that are safe to repeat. */
    public Builder retries(RetryPolicy retries) {
      this.retries = requireNonNull(retries, "retries");
      return this;
    }

    /** Sets the largest body in bytes that is read into memory; 256 MiB by default. */
    public Builder maxResponseSize(int maxResponseSize) {
      if (maxResponseSize < 1) {
        throw new IllegalArgumentException(
            "maxResponseSize (" + maxResponseSize + ") must be positive");
      }
      this.maxResponseSize = maxResponseSize;
      return this;
    }

    /** Sets what decides whom to trust over https; the JVM's own by default. */
    public Builder tls(SSLContext tls) {
      this.tls = requireNonNull(tls, "tls");
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException if it is remote and has no URL
     */
    public CacheServiceConfig build() {
      if (mode == ServiceMode.REMOTE && url == null) {
        throw new IllegalArgumentException("url must be set where the mode is remote");
      }
      return new CacheServiceConfig(this);
    }
  }
}
