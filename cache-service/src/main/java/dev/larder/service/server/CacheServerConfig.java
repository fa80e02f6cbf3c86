package dev.larder.service.server;

import dev.larder.service.server.http.HttpSettings;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link CacheServer} listens and how a {@link CacheService} keeps what it is given.
 *
 * <p>Immutable. By default a server listens on a free port of 127.0.0.1, and nothing ever expires.
 * Whether a key is asked for is never a default: it is {@link Builder#key} or {@link
 * Builder#withoutKey}.
 */
public final class CacheServerConfig {

  /** The most bytes of a binary body, unless set otherwise: 1 GiB. */
  public static final long DEFAULT_MAX_BODY = 1L << 30;

  /**
   * The most bytes of a body that is held in memory, unless set otherwise: 64 MiB. It is a 32nd of
   * the heap if that is less, because a document is many times as large there.
   */
  public static final int DEFAULT_MAX_DOCUMENT = 64 << 20;

  private final Storage storage;
  private final String host;
  private final int port;
  private final @Nullable String keyName;
  private final @Nullable String keyValue;
  private final boolean keyDecided;
  private final @Nullable Duration ttl;
  private final boolean keepChildren;
  private final Limits limits;
  private final int maxConnections;
  private final Duration requestTimeout;
  private final InstantSource clock;

  private CacheServerConfig(Builder builder) {
    storage = builder.storage;
    host = builder.host;
    port = builder.port;
    keyName = builder.keyName;
    keyValue = builder.keyValue;
    keyDecided = builder.keyDecided;
    ttl = builder.ttl;
    keepChildren = builder.keepChildren;
    limits = new Limits(builder.maxBody, builder.maxDocument);
    maxConnections = builder.maxConnections;
    requestTimeout = builder.requestTimeout;
    clock = builder.clock;
  }

  /**
   * Starts a configuration.
   *
   * @param storage what everything is kept in. The service is the only one that may write to it
   *     while it is open, and closing the service closes it. It has to be able to list, to stream
   *     and to keep empty values.
   */
  public static Builder builder(Storage storage) {
    return new Builder(storage);
  }

  /** Returns what everything is kept in. */
  public Storage storage() {
    return storage;
  }

  /** Returns the name or address to listen on. */
  public String host() {
    return host;
  }

  /** Returns the port to listen on; 0 for one that is free. */
  public int port() {
    return port;
  }

  /** Returns the name of the header and of the cookie with the key; empty without a key. */
  public Optional<String> keyName() {
    return Optional.ofNullable(keyName);
  }

  /** Returns how long an entry or child lives after it was stored; empty for ever. */
  public Optional<Duration> ttl() {
    return Optional.ofNullable(ttl);
  }

  /** Returns whether the children of an entry that is deleted stay, as in the original. */
  public boolean keepChildren() {
    return keepChildren;
  }

  /** Returns the most bytes of a binary body. */
  public long maxBody() {
    return limits.maxBody();
  }

  /** Returns the most bytes of JSON, of a text, of a zip, and of what a gzip unpacks to. */
  public int maxDocument() {
    return limits.maxDocument();
  }

  /** Returns the most connections at a time. */
  public int maxConnections() {
    return maxConnections;
  }

  /** Returns how long a server waits for a request, and for its answer to be taken. */
  public Duration requestTimeout() {
    return requestTimeout;
  }

  Limits limits() {
    return limits;
  }

  InstantSource clock() {
    return clock;
  }

  Optional<String> keyValue() {
    return Optional.ofNullable(keyValue);
  }

  /** Fails if nobody has decided whether there is a key. */
  void requireKeyDecision() {
    if (!keyDecided) {
      throw new IllegalStateException(
          "no key: set one with key(name, value), or say withoutKey() to let everybody in");
    }
  }

  /** Returns the configuration without the key. */
  @Override
  public String toString() {
    return String.format(
        "CacheServerConfig[host=%s, port=%s, keyName=%s, storage=%s, ttl=%s, keepChildren=%s,"
            + " maxBody=%s, maxDocument=%s, maxConnections=%s, requestTimeout=%s]",
        host,
        port,
        keyName,
        storage.info().name(),
        ttl,
        keepChildren,
        maxBody(),
        maxDocument(),
        maxConnections,
        requestTimeout);
  }

  /** Collects a configuration. Not thread-safe. */
  public static final class Builder {

    private final Storage storage;
    private String host = "127.0.0.1";
    private int port;
    private @Nullable String keyName;
    private @Nullable String keyValue;
    private boolean keyDecided;
    private @Nullable Duration ttl;
    private boolean keepChildren;
    private long maxBody = DEFAULT_MAX_BODY;
    private int maxDocument = Math.min(DEFAULT_MAX_DOCUMENT, Room.ofHeap());
    private int maxConnections = HttpSettings.DEFAULT_MAX_CONNECTIONS;
    private Duration requestTimeout = HttpSettings.DEFAULT_EXCHANGE;
    private InstantSource clock = InstantSource.system();

    private Builder(Storage storage) {
      this.storage = Objects.requireNonNull(storage, "storage");
    }

    /** Sets the name or address to listen on. */
    public Builder host(String host) {
      this.host = Objects.requireNonNull(host, "host");
      return this;
    }

    /**
     * Sets the port to listen on; 0 for one that is free.
     *
     * @throws IllegalArgumentException if it is not 0 to 65535
     */
    public Builder port(int port) {
      if (port < 0 || port > 0xffff) {
        throw new IllegalArgumentException("port (" + port + ") must be 0 to 65535");
      }
      this.port = port;
      return this;
    }

    /**
     * Sets the key that each request has to carry, in the header or the cookie of that name.
     *
     * @throws IllegalArgumentException if the name is no name of a header, either is empty, or no
     *     header can carry the value: with a control character in it, or a blank at an end
     */
    public Builder key(String name, String value) {
      if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
        throw new IllegalArgumentException("key name (" + name + ") must be the name of a header");
      }
      if (value.isEmpty()) {
        throw new IllegalArgumentException("the value of the key must not be empty");
      }
      if (!value.equals(value.strip()) || value.chars().anyMatch(Character::isISOControl)) {
        throw new IllegalArgumentException(
            "the value of the key must have no control characters, and no blanks at its ends:"
                + " no header can carry it");
      }
      this.keyName = name;
      this.keyValue = value;
      this.keyDecided = true;
      return this;
    }

    /** Lets everybody in who can reach the port. */
    public Builder withoutKey() {
      this.keyName = null;
      this.keyValue = null;
      this.keyDecided = true;
      return this;
    }

    /**
     * Sets how long entries and children live after they were stored; null, the default, is for
     * ever.
     *
     * @throws IllegalArgumentException if it is below 1 ms
     */
    public Builder ttl(@Nullable Duration ttl) {
      this.ttl = ttl == null ? null : SaveOptions.checkTtl("ttl", ttl);
      return this;
    }

    /** Sets whether the children of an entry that is deleted stay. */
    public Builder keepChildren(boolean keepChildren) {
      this.keepChildren = keepChildren;
      return this;
    }

    /**
     * Sets the most bytes of any body.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxBody(long bytes) {
      this.maxBody = atLeastOne("maxBody", bytes);
      return this;
    }

    /**
     * Sets the most bytes of a body that is held in memory: JSON, a text, a zip, and what a gzip
     * unpacks to.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxDocument(int bytes) {
      this.maxDocument = (int) atLeastOne("maxDocument", bytes);
      return this;
    }

    /**
     * Sets the most connections at a time; 512 by default. One more takes the place of the one that
     * has been idle for the longest time; where none is idle it is refused with 503.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxConnections(int connections) {
      this.maxConnections = (int) atLeastOne("maxConnections", connections);
      return this;
    }

    /**
     * Sets how long a server waits for a request to arrive, and for its answer to be taken; five
     * minutes by default. An exchange that lasts longer has to move 64 KiB a second.
     *
     * @throws IllegalArgumentException if it is below 1 ms
     */
    public Builder requestTimeout(Duration timeout) {
      if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
        throw new IllegalArgumentException(
            "requestTimeout (" + timeout + ") must be at least 1 ms");
      }
      this.requestTimeout = timeout;
      return this;
    }

    private static long atLeastOne(String name, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " (" + value + ") must be at least 1");
      }
      return value;
    }

    /** Sets what tells when an entry is stored. */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Returns the configuration.
     *
     * @throws IllegalArgumentException if the storage cannot do what the service needs
     */
    public CacheServerConfig build() {
      FileTree.requireFit(storage, ttl);
      return new CacheServerConfig(this);
    }
  }
}
