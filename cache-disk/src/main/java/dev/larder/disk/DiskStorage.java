package dev.larder.disk;

import dev.larder.spi.AbstractStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CheckResult;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A durable storage in a directory, which many processes may have open at a time.
 *
 * <pre>{@code
 * DiskStorageConfig config = DiskStorageConfig.builder(Path.of("/var/cache/app")).build();
 * try (DiskStorage storage = DiskStorage.open(config)) {
 *   storage.save(CacheKey.of("reports", "sales"), Blob.ofText("42"), SaveOptions.defaults());
 * }
 * }</pre>
 *
 * <p><b>Durable.</b> What a save or a delete that has returned did outlives a killed process; with
 * {@link SyncPolicy#BATCH}, the default, a power cut too. A write that was cut short did nothing.
 *
 * <p><b>Damage.</b> What cannot be read back as it was written is not there: a miss, which is
 * counted and told as {@link EvictionCause#CORRUPT}. Everything else is served. A value of up to 1
 * KiB is checked at each load, a longer one when this process first loads it, of one above 64 MiB
 * only the beginning and the end; {@link #verify} checks every byte.
 *
 * <p><b>Time to live.</b> It is kept by a clock of the store's own, which all its processes share:
 * setting the wall clock while the machine runs neither ends nor prolongs it.
 *
 * <p><b>Bounds</b> hold for all processes together. Expired entries make room first, then those
 * that this process used least recently, approximately.
 *
 * <p><b>Blobs</b> of more than 1 KiB are views of a mapped file; they stay valid through delete,
 * overwrite, eviction and close, and keep the room of their file until nobody holds them.
 */
public final class DiskStorage extends AbstractStorage {

  private static final System.Logger LOG = System.getLogger("dev.larder");

  private final Calls calls;
  private final Engine engine;
  private final Bounds bounds;
  private final KeyListing listing;
  private final Corruption corruption;
  private final Values values;
  private final Batches batches;
  private final Optional<Duration> defaultTtl;

  private DiskStorage(DiskStorageConfig config, Engine engine) {
    super(config.info(), config.listener());
    this.calls = new Calls(config.root());
    this.engine = engine;
    this.bounds = new Bounds(engine, config, this::evicted);
    this.listing = new KeyListing(engine);
    this.corruption = new Corruption(engine, this::evicted);
    this.values = new Values(engine, config.largeValue());
    this.batches = new Batches(engine, values, calls.root());
    this.defaultTtl = config.defaultTtl();
  }

  /**
   * Opens the directory, which is made if it is missing.
   *
   * <p>Storages of one process over one directory share what the first of them was opened with: the
   * sync policy, the segment size, and the clock.
   *
   * @throws CacheException {@code UNSUPPORTED} if a newer release wrote the directory, {@code
   *     PERMISSION_DENIED}, {@code NO_SPACE} or {@code UNAVAILABLE} if it cannot be used
   */
  public static DiskStorage open(DiskStorageConfig config) {
    return open(config, new RealMedium());
  }

  static DiskStorage open(DiskStorageConfig config, Medium medium) {
    try {
      return new DiskStorage(config, OpenStores.acquire(config, medium));
    } catch (IOException failure) {
      throw DiskFailure.describe("open", null, config.root(), failure);
    }
  }

  /**
   * Reads every byte of every entry.
   *
   * @param repair whether to remove what cannot be read back, as a load would; large files are put
   *     into the directory {@code quarantine}
   */
  public VerifyReport verify(boolean repair) {
    return maintain("verify", () -> new Verification(engine, repair).run(corruption::remove));
  }

  /**
   * Gives back all room that is not needed, on this thread. It happens by itself, too, once there
   * is about a third as much of it as of what is needed.
   *
   * @return false if another process is the one that does it
   */
  public boolean compact() {
    return maintain("compact", engine.maintenance::compactAll);
  }

  /** Returns what the storage takes and did. */
  public DiskUsage usage() {
    return maintain("usage", () -> DiskUsage.of(engine));
  }

  private <T> T maintain(String operation, Calls.Work<T> work) {
    requireOpen(operation, null);
    return calls.run(operation, null, work);
  }

  @Override
  protected CheckResult doCheck() {
    return calls.run(
        "check",
        null,
        () -> {
          engine.publications.catchUp();
          engine.store.medium().openReadOnly(engine.store.layout().format()).close();
          return CheckResult.ok();
        });
  }

  @Override
  protected EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
    return calls.run("save", key, () -> save(key, values.payload(value), options));
  }

  private EntryMetadata save(CacheKey key, Payload value, SaveOptions options) throws IOException {
    Save save = new Save(key, value, withTtl(options), engine);
    try {
      engine.writes.make(save);
    } finally {
      save.settle();
    }
    bounds.enforce();
    return save.metadata();
  }

  private SaveOptions withTtl(SaveOptions options) {
    Optional<Duration> standard = options.ttl().isPresent() ? Optional.empty() : defaultTtl;
    return standard.isPresent() ? options.withTtl(standard.get()) : options;
  }

  @Override
  protected Map<CacheKey, EntryMetadata> doSaveAll(Collection<SaveRequest> requests) {
    List<SaveRequest> complete = new ArrayList<>(requests.size());
    for (SaveRequest request : requests) {
      complete.add(new SaveRequest(request.key(), request.value(), withTtl(request.options())));
    }
    try {
      return batches.save(complete);
    } finally {
      bounds.enforce();
    }
  }

  @Override
  protected @Nullable Entry doLoad(CacheKey key) {
    try {
      return read(key);
    } catch (IOException failure) {
      throw DiskFailure.describe("load", key, calls.root(), failure);
    }
  }

  private @Nullable Entry read(CacheKey key) throws IOException {
    KeyBytes bytes = KeyBytes.of(key);
    Engine.Found found = engine.load(bytes);
    if (found.isCorrupt()) {
      corruption.remove(bytes, found.place());
    }
    return found.entry();
  }

  @Override
  protected @Nullable EntryMetadata doStat(CacheKey key) {
    StoredRecord record = find("stat", key);
    return record == null ? null : DiskEntry.metadata(record);
  }

  @Override
  protected boolean doExists(CacheKey key) {
    return find("exists", key) != null;
  }

  private @Nullable StoredRecord find(String operation, CacheKey key) {
    try {
      return engine.find(KeyBytes.of(key));
    } catch (IOException failure) {
      throw DiskFailure.describe(operation, key, calls.root(), failure);
    }
  }

  @Override
  protected boolean doDelete(CacheKey key) {
    Removal removal = Removal.ofLiving(KeyBytes.of(key), engine);
    return calls.run("delete", key, () -> engine.writes.make(removal).isDone());
  }

  @Override
  protected int doDeleteAll(Set<CacheKey> keys) {
    return batches.delete(keys);
  }

  @Override
  protected long doClear(Namespace namespace) {
    return calls.run("clear", null, () -> batches.clear(namespace));
  }

  @Override
  protected KeyPage doListKeys(KeyQuery query) {
    return calls.run("listKeys", null, () -> listing.page(query));
  }

  @Override
  protected BlobWriter doOpenWrite(CacheKey key, SaveOptions options) {
    return new DiskBlobWriter(
        values,
        new DiskBlobWriter.Saver() {
          @Override
          public EntryMetadata save(Payload value) {
            return calls.run("commit", key, () -> DiskStorage.this.save(key, value, options));
          }

          @Override
          public RuntimeException failed(IOException failure) {
            return DiskFailure.describe("write", key, calls.root(), failure);
          }
        });
  }

  /** Returns the number of entries of all processes, for which it removes the expired ones. */
  @Override
  protected OptionalLong doCountEntries() {
    return OptionalLong.of(totals().entries());
  }

  /** Returns what all entries take in records and files, expired ones left out. */
  @Override
  protected OptionalLong doCountBytes() {
    return OptionalLong.of(totals().bytes());
  }

  private Tally.Totals totals() {
    return calls.run(
        "stats",
        null,
        () -> {
          bounds.removeExpired();
          return engine.index.totals();
        });
  }

  @Override
  protected void doClose() {
    try {
      OpenStores.release(engine);
    } catch (IOException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "closing " + calls.root() + " failed; what was saved is there when it is opened again",
          failure);
    }
  }
}
