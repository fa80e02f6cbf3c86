package dev.larder.service;

import static java.util.Objects.requireNonNull;

import dev.larder.storage.CacheListener;
import dev.larder.storage.StorageInfo;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * How a {@link ServiceStorage} reaches its service and keeps its values there. Immutable.
 *
 * <pre>{@code
 * ServiceStorageConfig config =
 *     ServiceStorageConfig.builder()
 *         .service(CacheServiceConfig.builder().url(url).key("x-api-key", key).build())
 *         .format(ServiceFormat.FRAMED)
 *         .build();
 * }</pre>
 */
public final class ServiceStorageConfig {

  /** The largest value that a load can return. */
  static final long LARGEST_VALUE = Integer.MAX_VALUE - 65_536;

  static final long DEFAULT_MAX_VALUE_SIZE = 512L << 20;
  static final long DEFAULT_COMPRESS_ABOVE = 64L << 10;
  static final String DEFAULT_SESSION = "larder";
  static final String DEFAULT_TARGET = "keys";

  private final String name;
  private final CacheServiceConfig service;
  private final ServiceFormat format;
  private final EntryName own;
  private final long maxValueSize;
  private final long compressAbove;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final CacheListener listener;

  private ServiceStorageConfig(Builder builder) {
    this.name = builder.name;
    this.service = builder.service;
    this.format = builder.format;
    this.own = new EntryName(builder.session, builder.target);
    this.maxValueSize = builder.maxValueSize;
    this.compressAbove = builder.compressAbove;
    this.clock = builder.clock;
    this.ticker = builder.ticker;
    this.listener = builder.listener;
  }

  /** Starts a configuration with the defaults: a service of its own in this process. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the name for logs and metrics. */
  public String name() {
    return name;
  }

  /** Returns how the service is reached. */
  public CacheServiceConfig service() {
    return service;
  }

  /** Returns how values are kept in the service. */
  public ServiceFormat format() {
    return format;
  }

  /** Returns the session of the entry that keeps all keys which name no session and target. */
  public String session() {
    return own.session();
  }

  /** Returns the target of the entry that keeps all keys which name no session and target. */
  public String target() {
    return own.target();
  }

  EntryName own() {
    return own;
  }

  /** Returns the largest value in bytes. */
  public long maxValueSize() {
    return maxValueSize;
  }

  /** Returns the number of bytes above which framed values are compressed. */
  public long compressAbove() {
    return compressAbove;
  }

  /** Returns the wall clock. */
  public InstantSource clock() {
    return clock;
  }

  /** Returns the monotonic clock, in nanoseconds. */
  public LongSupplier ticker() {
    return ticker;
  }

  /** Returns who hears of errors. */
  public CacheListener listener() {
    return listener;
  }

  /** Collects the settings of a storage. Not thread-safe. */
  public static final class Builder {

    private String name = ServiceStorageProvider.MODE;
    private CacheServiceConfig service =
        CacheServiceConfig.builder().mode(ServiceMode.IN_MEMORY).build();
    private ServiceFormat format = ServiceFormat.PLAIN;
    private String session = DEFAULT_SESSION;
    private String target = DEFAULT_TARGET;
    private long maxValueSize = DEFAULT_MAX_VALUE_SIZE;
    private long compressAbove = DEFAULT_COMPRESS_ABOVE;
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private CacheListener listener = CacheListener.NONE;

    private Builder() {}

    /**
     * Sets the name for logs and metrics; {@code cache_service} by default.
     *
     * @throws IllegalArgumentException if it is blank or has control characters
     */
    public Builder name(String name) {
      this.name = StorageInfo.checkName(name);
      return this;
    }

    /** Sets how the service is reached; by default it is in this process, and ends with it. */
    public Builder service(CacheServiceConfig service) {
      this.service = requireNonNull(service, "service");
      return this;
    }

    /** Sets how values are kept in the service; plain by default. */
    public Builder format(ServiceFormat format) {
      this.format = requireNonNull(format, "format");
      return this;
    }

    /**
     * Sets the session of the entry that keeps all keys which name no session and target; {@code
     * larder} by default. Programs that share keys need the same.
     *
     * @throws IllegalArgumentException if it is not 1 to 100 characters of {@code A-Za-z0-9_-}
     */
    public Builder session(String session) {
      this.session = EntryName.check("session", session);
      return this;
    }

    /**
     * Sets the target of that entry; {@code keys} by default.
     *
     * @throws IllegalArgumentException if it is not 1 to 100 characters of {@code A-Za-z0-9_-}
     */
    public Builder target(String target) {
      this.target = EntryName.check("target", target);
      return this;
    }

    /**
     * Sets the largest value in bytes; 512 MiB by default.
     *
     * @throws IllegalArgumentException if it is not 1 to about 2 GiB
     */
    public Builder maxValueSize(long maxValueSize) {
      if (maxValueSize < 1 || maxValueSize > LARGEST_VALUE) {
        throw new IllegalArgumentException(
            "maxValueSize (" + maxValueSize + ") must be 1 to " + LARGEST_VALUE);
      }
      this.maxValueSize = maxValueSize;
      return this;
    }

    /**
     * Sets the number of bytes above which framed values are compressed; 64 KiB by default.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder compressAbove(long compressAbove) {
      if (compressAbove < 0) {
        throw new IllegalArgumentException(
            "compressAbove (" + compressAbove + ") must not be negative");
      }
      this.compressAbove = compressAbove;
      return this;
    }

    /** Sets the wall clock, which {@code savedAt} and {@code expiresAt} are taken from. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the monotonic clock, in nanoseconds from any moment, that entries expire by which end
     * with this process; {@link System#nanoTime} by default.
     */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = requireNonNull(ticker, "ticker");
      return this;
    }

    /** Sets who hears of errors; nobody by default. */
    public Builder listener(CacheListener listener) {
      this.listener = requireNonNull(listener, "listener");
      return this;
    }

    /** Returns the configuration. */
    public ServiceStorageConfig build() {
      return new ServiceStorageConfig(this);
    }
  }
}
