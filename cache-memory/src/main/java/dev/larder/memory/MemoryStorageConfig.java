package dev.larder.memory;

import static java.util.Objects.requireNonNull;

import dev.larder.storage.CacheListener;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link MemoryStorage} is opened. Immutable.
 *
 * <pre>{@code
 * MemoryStorageConfig config =
 *     MemoryStorageConfig.builder()
 *         .maxEntries(100_000)
 *         .defaultTtl(Duration.ofMinutes(10))
 *         .build();
 * }</pre>
 *
 * <p>By default a storage is bounded by bytes alone, at a quarter of the heap that this JVM may
 * have.
 */
public final class MemoryStorageConfig {

  /**
   * What each entry counts for against {@link #maxSize()} besides the bytes of its value, its name
   * and its labels: the heap that the objects around them take, about, with either policy.
   */
  public static final int ENTRY_OVERHEAD = 256;

  /** The smallest {@link #maxSize()}. */
  static final long MIN_MAX_SIZE = 1024;

  /** The largest value that a {@code Blob} on the heap can hold. */
  static final long LARGEST_VALUE = Integer.MAX_VALUE - 8;

  private final OptionalLong maxEntries;
  private final long maxSize;
  private final long maxValueSize;
  private final @Nullable Duration defaultTtl;
  private final EvictionPolicy eviction;
  private final @Nullable Duration sweepInterval;
  private final String name;
  private final CacheListener listener;
  private final InstantSource clock;
  private final LongSupplier ticker;

  private MemoryStorageConfig(Builder builder) {
    this.maxEntries = builder.maxEntries;
    this.maxSize = builder.maxSize;
    this.maxValueSize = Math.min(builder.maxValueSize, maxSize - ENTRY_OVERHEAD);
    this.defaultTtl = builder.defaultTtl;
    this.eviction = builder.eviction;
    this.sweepInterval = builder.sweepInterval;
    this.name = builder.name;
    this.listener = builder.listener;
    this.clock = builder.clock;
    this.ticker = builder.ticker;
  }

  /** Starts a configuration with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the {@code maxSize} of a storage that was given none: a quarter of the largest heap.
   */
  public static long defaultMaxSize() {
    return Math.max(MIN_MAX_SIZE, Runtime.getRuntime().maxMemory() / 4);
  }

  /** Returns the bound on entries; empty if only {@link #maxSize()} bounds them. */
  public OptionalLong maxEntries() {
    return maxEntries;
  }

  /** Returns the bound on what all entries count for, in bytes. */
  public long maxSize() {
    return maxSize;
  }

  /** Returns the largest value in bytes; never more than fits into {@link #maxSize()}. */
  public long maxValueSize() {
    return maxValueSize;
  }

  /** Returns the time to live of entries that are saved without; empty if they live for ever. */
  public Optional<Duration> defaultTtl() {
    return Optional.ofNullable(defaultTtl);
  }

  /** Returns which entry a full storage gives up. */
  public EvictionPolicy eviction() {
    return eviction;
  }

  /** Returns how often a thread removes expired entries; empty if there is no such thread. */
  public Optional<Duration> sweepInterval() {
    return Optional.ofNullable(sweepInterval);
  }

  /** Returns the name for logs and metrics. */
  public String name() {
    return name;
  }

  /** Returns who hears of evictions and errors. */
  public CacheListener listener() {
    return listener;
  }

  /** Returns the wall clock. */
  public InstantSource clock() {
    return clock;
  }

  /** Returns the monotonic clock, in nanoseconds. */
  public LongSupplier ticker() {
    return ticker;
  }

  /** Collects the settings of a storage. Each is checked when it is set. Not thread-safe. */
  public static final class Builder {

    private OptionalLong maxEntries = OptionalLong.empty();
    private long maxSize = defaultMaxSize();
    private long maxValueSize = LARGEST_VALUE;
    private @Nullable Duration defaultTtl;
    private EvictionPolicy eviction = EvictionPolicy.TINYLFU;
    private @Nullable Duration sweepInterval;
    private String name = MemoryStorageProvider.MODE;
    private CacheListener listener = CacheListener.NONE;
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;

    private Builder() {}

    /**
     * Sets the bound on entries; none by default.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxEntries(long maxEntries) {
      this.maxEntries = OptionalLong.of(atLeast(1, "maxEntries", maxEntries));
      return this;
    }

    /**
     * Sets the bound on what all entries count for, in bytes; a quarter of the largest heap by
     * default. An entry counts for the bytes of its value, its name and its labels, and {@value
     * #ENTRY_OVERHEAD} more.
     *
     * @throws IllegalArgumentException if it is below 1024
     */
    public Builder maxSize(long maxSize) {
      this.maxSize = atLeast(MIN_MAX_SIZE, "maxSize", maxSize);
      return this;
    }

    /**
     * Sets the largest value in bytes; by default it is what fits into {@code maxSize}, or about 2
     * GiB if that is less. Larger values are refused with {@code TOO_LARGE}.
     *
     * @throws IllegalArgumentException if it is below 1 or above 2147483639
     */
    public Builder maxValueSize(long maxValueSize) {
      if (maxValueSize > LARGEST_VALUE) {
        throw new IllegalArgumentException(
            "maxValueSize (" + maxValueSize + ") must be at most " + LARGEST_VALUE);
      }
      this.maxValueSize = atLeast(1, "maxValueSize", maxValueSize);
      return this;
    }

    /**
     * Sets the time to live of entries that are saved without one; by default they live for ever.
     * More than {@link SaveOptions#MAX_TTL} counts as that.
     *
     * @throws IllegalArgumentException if it is below one millisecond, zero or negative
     */
    public Builder defaultTtl(Duration defaultTtl) {
      this.defaultTtl = SaveOptions.checkTtl("defaultTtl", defaultTtl);
      return this;
    }

    /** Sets which entry a full storage gives up; {@code TINYLFU} by default. */
    public Builder eviction(EvictionPolicy eviction) {
      this.eviction = requireNonNull(eviction, "eviction");
      return this;
    }

    /**
     * Sets how often a thread of the storage's own removes expired entries; by default there is no
     * such thread, and they are removed as others are saved, loaded or counted. More than {@link
     * SaveOptions#MAX_TTL} counts as that.
     *
     * @throws IllegalArgumentException if it is below one millisecond, zero or negative
     */
    public Builder sweepInterval(Duration sweepInterval) {
      this.sweepInterval = SaveOptions.checkTtl("sweepInterval", sweepInterval);
      return this;
    }

    /**
     * Sets the name for logs and metrics; {@code memory} by default.
     *
     * @throws IllegalArgumentException if it is blank or has control characters
     */
    public Builder name(String name) {
      this.name = StorageInfo.checkName(name);
      return this;
    }

    /** Sets who hears of evictions and errors; nobody by default. */
    public Builder listener(CacheListener listener) {
      this.listener = requireNonNull(listener, "listener");
      return this;
    }

    /** Sets the wall clock, which {@code savedAt} and {@code expiresAt} are taken from. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the monotonic clock that entries expire by, in nanoseconds from any moment; {@link
     * System#nanoTime()} by default.
     */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = requireNonNull(ticker, "ticker");
      return this;
    }

    /** Returns the configuration. */
    public MemoryStorageConfig build() {
      return new MemoryStorageConfig(this);
    }

    private static long atLeast(long min, String what, long value) {
      if (value < min) {
        throw new IllegalArgumentException(what + " (" + value + ") must be at least " + min);
      }
      return value;
    }
  }
}
