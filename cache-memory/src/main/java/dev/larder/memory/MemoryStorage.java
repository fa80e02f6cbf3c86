package dev.larder.memory;

import dev.larder.spi.AbstractStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageInfo;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A bounded storage on the heap of this process. A load copies nothing, and a save hardly ever: the
 * bytes that are held are those that came, unless they are up to 512 that lie off the heap or in a
 * larger array, which would otherwise be held with them.
 *
 * <pre>{@code
 * try (MemoryStorage storage = MemoryStorage.open()) {
 *   storage.save(CacheKey.of("reports", "sales"), Blob.ofText("42"), SaveOptions.defaults());
 * }
 * }</pre>
 *
 * <p><b>Bounds.</b> {@code maxEntries} and {@code maxSize} hold together and at all times: above
 * them there is at most one entry for each thread that is just saving, and none when none is.
 * Expired entries make room first; then the {@link EvictionPolicy} chooses. Replacing an entry by
 * one that is no larger evicts nothing.
 *
 * <p><b>Time to live.</b> It is kept by a monotonic clock, so setting the wall clock neither ends
 * nor prolongs it. An entry is gone at the exact tick of its deadline, and is removed when somebody
 * asks for it, when entries are saved or counted, or by {@link #sweep()}.
 *
 * <p><b>Listing.</b> The first page looks at every entry; those that follow cost what they hold.
 *
 * <p><b>Closing</b> gives up all entries. Without a sweep interval the storage has no thread.
 */
public final class MemoryStorage extends AbstractStorage {

  private final MemoryStorageConfig config;
  private final LongSupplier clock;
  private final BoundedEntries entries;
  private final KeyListing listing;
  private final AtomicLong versions;
  private final Sweeper sweeper;

  private MemoryStorage(MemoryStorageConfig config) {
    super(describe(config), config.listener());
    this.config = config;
    LongSupplier ticker = config.ticker();
    long opened = ticker.getAsLong();
    this.clock = () -> ticker.getAsLong() - opened;
    this.entries = new BoundedEntries(config, clock, this::evicted);
    this.listing = new KeyListing(entries);
    // Begins anywhere, so that no version of an earlier process is taken for one of this.
    this.versions = new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 62));
    Duration interval = config.sweepInterval().orElse(Duration.ZERO);
    this.sweeper = new Sweeper(config.name(), interval, entries::removeExpired);
  }

  /** Opens a storage with the defaults of {@link MemoryStorageConfig}. */
  public static MemoryStorage open() {
    return open(MemoryStorageConfig.builder().build());
  }

  /** Opens an empty storage, and starts its sweeper if the configuration has a sweep interval. */
  public static MemoryStorage open(MemoryStorageConfig config) {
    MemoryStorage storage = new MemoryStorage(config);
    if (config.sweepInterval().isPresent()) {
      storage.startSweeper();
    }
    return storage;
  }

  /**
   * Removes the entries that have expired, on this thread.
   *
   * @return how many this call removed; what other threads remove meanwhile is not in it
   */
  public long sweep() {
    requireOpen("sweep", null);
    return sweeper.sweepNow();
  }

  /**
   * Starts the thread that sweeps, one interval from now for the first time. Does nothing if it
   * runs; a thread that died is replaced.
   *
   * @throws IllegalStateException if the configuration has no sweep interval
   */
  public void startSweeper() {
    if (config.sweepInterval().isEmpty()) {
      throw new IllegalStateException("there is no sweepInterval to sweep at; configure one");
    }
    if (!sweeper.start()) {
      // It is closed only after this storage is.
      requireOpen("startSweeper", null);
    }
  }

  /** Ends the thread that sweeps, at once; does nothing if there is none. */
  public void stopSweeper() {
    sweeper.stop();
  }

  /**
   * Returns whether the thread that sweeps is alive; true also where none was configured and after
   * {@link #stopSweeper()}.
   */
  public boolean isSweeperHealthy() {
    return sweeper.isHealthy();
  }

  /** Returns what the sweeps have done. */
  public SweeperStats sweeperStats() {
    return sweeper.stats();
  }

  private static StorageInfo describe(MemoryStorageConfig config) {
    StorageInfo.Builder info =
        StorageInfo.builder(MemoryStorageProvider.MODE)
            .name(config.name())
            .location("heap")
            .capabilities(EnumSet.allOf(Capability.class))
            .maxValueSize(config.maxValueSize())
            .maxBytes(config.maxSize());
    config.maxEntries().ifPresent(info::maxEntries);
    return info.build();
  }

  @Override
  protected EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
    Stamp stamp = Stamp.of(config.clock().instant(), clock.getAsLong(), versions.incrementAndGet());
    MemoryEntry entry = entry(key, value, options, stamp);
    switch (options.condition()) {
      case NONE -> entries.put(key, entry, stamp.ticks());
      case IF_ABSENT -> {
        if (!entries.putIfAbsent(key, entry, stamp.ticks())) {
          throw new CacheException(
              Code.ALREADY_EXISTS, "save", key, "there is an entry; load it instead");
        }
      }
      case IF_VERSION -> {
        String version = options.expectedVersion().orElseThrow();
        if (!entries.putIfVersion(key, version, entry, stamp.ticks())) {
          throw new CacheException(
              Code.VERSION_CONFLICT,
              "save",
              key,
              "the entry was written, deleted or expired meanwhile; load it and try again");
        }
      }
    }
    return entry.metadata();
  }

  private MemoryEntry entry(CacheKey key, Blob value, SaveOptions options, Stamp stamp) {
    boolean labelled = !options.attributes().isEmpty() || !options.tags().isEmpty();
    SaveOptions labels = labelled ? options : null;
    requireRoom(key, value, labels);
    Duration timeToLive = options.ttl().or(config::defaultTtl).orElse(null);
    return timeToLive == null
        ? new MemoryEntry(value, labels, stamp)
        : new ExpiringEntry(key, value, labels, stamp, timeToLive.toMillis());
  }

  /** Refuses what is within the limit of values but would fill the storage with key and labels. */
  private void requireRoom(CacheKey key, Blob value, @Nullable SaveOptions labels) {
    long weight = EntryWeight.of(key, value.size(), labels);
    if (weight > config.maxSize()) {
      throw new CacheException(
          Code.TOO_LARGE,
          "save",
          key,
          "the entry counts for "
              + weight
              + " bytes, and "
              + info().name()
              + " holds at most "
              + config.maxSize()
              + " in all; raise maxSize or keep large values elsewhere");
    }
  }

  @Override
  protected @Nullable Entry doLoad(CacheKey key) {
    return entries.get(key);
  }

  @Override
  protected @Nullable EntryMetadata doStat(CacheKey key) {
    MemoryEntry entry = entries.peek(key);
    return entry == null ? null : entry.metadata();
  }

  @Override
  protected boolean doExists(CacheKey key) {
    return entries.peek(key) != null;
  }

  @Override
  protected boolean doDelete(CacheKey key) {
    return entries.remove(key);
  }

  @Override
  protected KeyPage doListKeys(KeyQuery query) {
    return listing.page(query);
  }

  @Override
  protected long doClear(Namespace namespace) {
    return entries.clear(namespace);
  }

  /** Returns the exact number of entries, for which it removes the expired ones. */
  @Override
  protected OptionalLong doCountEntries() {
    entries.removeExpired();
    return OptionalLong.of(entries.size());
  }

  /** Returns what all entries count for against {@code maxSize}, expired ones left out. */
  @Override
  protected OptionalLong doCountBytes() {
    entries.removeExpired();
    return OptionalLong.of(entries.bytes());
  }

  @Override
  protected void doClose() {
    entries.close();
    listing.close();
    sweeper.close();
  }
}
