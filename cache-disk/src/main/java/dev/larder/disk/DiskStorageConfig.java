package dev.larder.disk;

import static java.util.Objects.requireNonNull;

import dev.larder.storage.CacheListener;
import dev.larder.storage.Capability;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DiskStorage} is opened. Immutable.
 *
 * <pre>{@code
 * DiskStorageConfig config =
 *     DiskStorageConfig.builder(Path.of("/var/cache/app"))
 *         .maxSize(50L << 30)
 *         .defaultTtl(Duration.ofDays(7))
 *         .build();
 * }</pre>
 */
public final class DiskStorageConfig {

  static final long MIN_MAX_SIZE = 4096;
  static final long DEFAULT_MAX_SIZE = 10L << 30;
  static final long MIN_MAX_FILES = 16;
  static final long MAX_LARGE_VALUE = 16L << 20;
  static final long DEFAULT_LARGE_VALUE = 256L << 10;
  static final long MIN_SEGMENT_SIZE = 64L << 10;
  static final long MAX_SEGMENT_SIZE = 1L << 30;
  static final long DEFAULT_SEGMENT_SIZE = 64L << 20;
  static final long COMPACTION_SPEED = 128L << 20;

  /** What a record takes besides value and labels at the most, with room to spare. */
  private static final long RECORD_OVERHEAD = 2048;

  private final Path root;
  private final long maxSize;
  private final OptionalLong maxEntries;
  private final OptionalLong maxFiles;
  private final long maxValueSize;
  private final int largeValue;
  private final long segmentSize;
  private final SyncPolicy sync;
  private final @Nullable Duration defaultTtl;
  private final String name;
  private final CacheListener listener;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private final long compactionSpeed;
  private final long longestSegment;

  private DiskStorageConfig(Builder builder) {
    this.root = builder.root;
    this.maxSize = builder.maxSize;
    this.maxEntries = builder.maxEntries;
    this.maxFiles = builder.maxFiles;
    this.maxValueSize = Math.min(builder.maxValueSize, maxSize - RECORD_OVERHEAD);
    this.largeValue = builder.largeValue;
    this.segmentSize = builder.segmentSize;
    this.sync = builder.sync;
    this.defaultTtl = builder.defaultTtl;
    this.name = builder.name;
    this.listener = builder.listener;
    this.clock = builder.clock;
    this.ticker = builder.ticker;
    this.compactionSpeed = builder.compactionSpeed;
    this.longestSegment = builder.longestSegment;
  }

  /** Starts a configuration with the defaults for that directory. */
  public static Builder builder(Path root) {
    return new Builder(requireNonNull(root, "root").toAbsolutePath().normalize());
  }

  /** Returns the directory, absolute. */
  public Path root() {
    return root;
  }

  /** Returns the bound on what all entries take, in bytes. */
  public long maxSize() {
    return maxSize;
  }

  /** Returns the bound on entries; empty if only {@link #maxSize()} bounds them. */
  public OptionalLong maxEntries() {
    return maxEntries;
  }

  /** Returns the bound on files for segments and large values; empty if there is none. */
  public OptionalLong maxFiles() {
    return maxFiles;
  }

  /** Returns the largest value in bytes; never more than fits into {@link #maxSize()}. */
  public long maxValueSize() {
    return maxValueSize;
  }

  /** Returns the size in bytes above which a value gets a file of its own. */
  public int largeValue() {
    return largeValue;
  }

  /** Returns how long a segment gets before the next one is begun, in bytes. */
  public long segmentSize() {
    return segmentSize;
  }

  /** Returns when what was saved is on the medium. */
  public SyncPolicy sync() {
    return sync;
  }

  /** Returns the time to live of entries that are saved without one; empty means for ever. */
  public Optional<Duration> defaultTtl() {
    return Optional.ofNullable(defaultTtl);
  }

  /** Returns the name for logs and metrics. */
  public String name() {
    return name;
  }

  /** Returns who hears of evictions and errors. */
  public CacheListener listener() {
    return listener;
  }

  /** Returns what a storage with this configuration tells of itself. */
  StorageInfo info() {
    StorageInfo.Builder info =
        StorageInfo.builder(DiskStorageProvider.MODE)
            .name(name)
            .location(root.toString())
            .capabilities(EnumSet.allOf(Capability.class))
            .maxValueSize(maxValueSize)
            .maxBytes(maxSize)
            .persistent(true)
            .shared(true);
    maxEntries.ifPresent(info::maxEntries);
    return info.build();
  }

  InstantSource clock() {
    return clock;
  }

  LongSupplier ticker() {
    return ticker;
  }

  /** Returns how many bytes in a second the background reads of what it compacts, at the most. */
  long compactionSpeed() {
    return compactionSpeed;
  }

  /** Returns how long a segment may get where more of them would be too many files. */
  long longestSegment() {
    return longestSegment;
  }

  /** Collects the parts of a configuration. Not thread-safe. */
  public static final class Builder {

    private final Path root;
    private long maxSize = DEFAULT_MAX_SIZE;
    private OptionalLong maxEntries = OptionalLong.empty();
    private OptionalLong maxFiles = OptionalLong.empty();
    private long maxValueSize = LargeFiles.LONGEST;
    private int largeValue = (int) DEFAULT_LARGE_VALUE;
    private long segmentSize = DEFAULT_SEGMENT_SIZE;
    private SyncPolicy sync = SyncPolicy.BATCH;
    private @Nullable Duration defaultTtl;
    private String name = DiskStorageProvider.MODE;
    private CacheListener listener = CacheListener.NONE;
    private InstantSource clock = InstantSource.system();
    private LongSupplier ticker = System::nanoTime;
    private long compactionSpeed = COMPACTION_SPEED;
    private long longestSegment = MAX_SEGMENT_SIZE;

    private Builder(Path root) {
      this.root = root;
    }

    /**
     * Sets the bound on what all entries take, in bytes; 10 GiB by default.
     *
     * @throws IllegalArgumentException if it is below 4096
     */
    public Builder maxSize(long maxSize) {
      this.maxSize = between("maxSize", maxSize, MIN_MAX_SIZE, Long.MAX_VALUE);
      return this;
    }

    /**
     * Sets the bound on entries; none by default.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Builder maxEntries(long maxEntries) {
      this.maxEntries = OptionalLong.of(between("maxEntries", maxEntries, 1, Long.MAX_VALUE));
      return this;
    }

    /**
     * Sets the bound on files for segments and large values; none by default. Half of them are for
     * segments at the most, which get longer therefore, up to 1 GiB; so small values can take an
     * eighth of this, in GiB. It holds for up to a sixteenth as many processes that write.
     *
     * @throws IllegalArgumentException if it is below 16
     */
    public Builder maxFiles(long maxFiles) {
      this.maxFiles = OptionalLong.of(between("maxFiles", maxFiles, MIN_MAX_FILES, Long.MAX_VALUE));
      return this;
    }

    /**
     * Sets the largest value in bytes; by default the largest that can be mapped, about 2 GiB.
     *
     * @throws IllegalArgumentException if it is below 1 or above that
     */
    public Builder maxValueSize(long maxValueSize) {
      this.maxValueSize = between("maxValueSize", maxValueSize, 1, LargeFiles.LONGEST);
      return this;
    }

    /**
     * Sets the size in bytes above which a value gets a file of its own; 256 KiB by default.
     *
     * @throws IllegalArgumentException if it is negative or above 16 MiB
     */
    public Builder largeValue(int largeValue) {
      this.largeValue = (int) between("largeValue", largeValue, 0, MAX_LARGE_VALUE);
      return this;
    }

    /**
     * Sets how long a segment gets before the next one is begun, in bytes; 64 MiB by default. With
     * a bound on files it gets longer where else there would be too many.
     *
     * @throws IllegalArgumentException if it is not 64 KiB to 1 GiB
     */
    public Builder segmentSize(long segmentSize) {
      this.segmentSize = between("segmentSize", segmentSize, MIN_SEGMENT_SIZE, MAX_SEGMENT_SIZE);
      return this;
    }

    /** Sets when what was saved is on the medium; {@link SyncPolicy#BATCH} by default. */
    public Builder sync(SyncPolicy sync) {
      this.sync = requireNonNull(sync, "sync");
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

    /**
     * Sets the name for logs and metrics; {@code disk} by default.
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

    /** Sets the wall clock that the store's clock begins with. */
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Sets the monotonic clock that the store's clock goes on by, in nanoseconds; {@link
     * System#nanoTime()} by default. All processes of a store must have the same.
     */
    public Builder ticker(LongSupplier ticker) {
      this.ticker = requireNonNull(ticker, "ticker");
      return this;
    }

    /** Sets how many bytes in a second the background compacts; for tests. */
    Builder compactionSpeed(long bytesPerSecond) {
      this.compactionSpeed = bytesPerSecond;
      return this;
    }

    /** Sets how long a segment may get where more of them would be too many files; for tests. */
    Builder longestSegment(long bytes) {
      this.longestSegment = bytes;
      return this;
    }

    /** Returns the configuration. */
    public DiskStorageConfig build() {
      return new DiskStorageConfig(this);
    }

    private static long between(String what, long value, long min, long max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(
            what
                + " ("
                + value
                + ") must be at least "
                + min
                + (max == Long.MAX_VALUE ? "" : " and at most " + max));
      }
      return value;
    }
  }
}
