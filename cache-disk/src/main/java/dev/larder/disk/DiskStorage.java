package dev.larder.disk;

import dev.larder.spi.AbstractStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CheckResult;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
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
 * <p><b>Durable.</b> What a save, a delete or a clear that has returned did outlives a killed
 * process. A power cut takes nothing with {@link SyncPolicy#BATCH}, the default, nor with {@link
 * SyncPolicy#ALWAYS}; with {@link SyncPolicy#NONE} it may take the last half minute or so. A write
 * that was cut short did nothing.
 *
 * <p><b>Shared.</b> A load that starts after a save has returned sees it, in whichever process.
 * Conditions on a save are exact across processes: of several that save only if nothing is there,
 * one does. What a killed process held is taken over by whoever comes next. The directory must be
 * on a file system of this machine.
 *
 * <p><b>Failures.</b> When the disk is full ({@code NO_SPACE}), may not be written ({@code
 * PERMISSION_DENIED}) or fails ({@code UNAVAILABLE}), the save throws, the old entry stays and is
 * served, and saves work again once the cause is gone.
 *
 * <p><b>Damage.</b> What cannot be read back as it was written is not there: a miss, which is
 * counted and told as {@link EvictionCause#CORRUPT}. Everything else is served. {@link #verify}
 * looks for it.
 *
 * <p><b>Time to live.</b> It is kept by a clock of the store's own, which all its processes share:
 * setting the wall clock while the machine runs neither ends nor prolongs it.
 *
 * <p><b>Bounds</b> hold for all processes together and are kept by those who save. Expired entries
 * make room first, then those that this process used least recently, approximately. Files take at
 * most twice the bytes of the entries and one segment; {@link #compact} does now what a thread does
 * in the background until {@link #close()}.
 *
 * <p><b>Blobs</b> of more than 1 KiB are views of a mapped file; they stay valid through delete,
 * overwrite, eviction and close, and keep the room of their file until nobody holds them.
 */
public final class DiskStorage extends AbstractStorage {

  private static final System.Logger LOG = System.getLogger("dev.larder");
  private static final int PIECE = 256 << 10;

  private final DiskStorageConfig config;
  private final Path root;
  private final Engine engine;
  private final Bounds bounds;
  private final KeyListing listing;
  private volatile boolean closed;

  private DiskStorage(DiskStorageConfig config, Engine engine) {
    super(config.info(), config.listener());
    this.config = config;
    this.root = config.root();
    this.engine = engine;
    this.bounds = new Bounds(engine, config);
    this.listing = new KeyListing(engine);
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
   * Reads every byte of every entry, and the hints by which segments are opened fast.
   *
   * @param repair whether to remove what cannot be read back, as a load would, and to write anew
   *     hints that are not right; large files are put into the directory {@code quarantine}
   */
  public VerifyReport verify(boolean repair) {
    return maintain(
        "verify",
        () ->
            new Verification(engine, repair)
                .run((key, place) -> removeCorrupt(key.key(), key, place)));
  }

  /**
   * Gives back all room that is not needed, on this thread. It happens by itself, too, once there
   * is as much of it as half of what is needed.
   *
   * @return false if another process is the one that does it
   */
  public boolean compact() {
    return maintain("compact", engine.maintenance::compactAll);
  }

  /** Returns what the storage takes and did. */
  public DiskUsage usage() {
    return maintain("usage", this::measure);
  }

  private DiskUsage measure() throws IOException {
    engine.publications.catchUp();
    Index.Totals now = engine.index.totals();
    return new DiskUsage(
        now.entries(),
        now.bytes(),
        now.stored() - now.live(),
        engine.segments().size(),
        now.files(),
        engine.appender.appends.sum(),
        engine.appender.syncs.sum(),
        engine.appender.sharedSyncs.sum());
  }

  private <T> T maintain(String operation, Work<T> work) {
    if (closed) {
      throw new CacheException(
          Code.CLOSED,
          operation,
          null,
          "the storage " + info().name() + " is closed; open a new one");
    }
    return run(operation, null, work);
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T run(String operation, @Nullable CacheKey key, Work<T> work) {
    try {
      return work.run();
    } catch (IOException failure) {
      throw DiskFailure.describe(operation, key, root, failure);
    }
  }

  @Override
  protected CheckResult doCheck() {
    return run(
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
    return run(
        "save",
        key,
        () -> {
          if (value.size() <= config.largeValue()) {
            return save(key, Payload.of(value), options);
          }
          LargeFiles.Draft draft = draft();
          try {
            write(draft, value);
            EntryMetadata saved = save(key, Payload.of(draft.finish()), options);
            draft.keep();
            return saved;
          } finally {
            draft.discard();
          }
        });
  }

  private LargeFiles.Draft draft() throws IOException {
    return engine.large.draft(engine.store.control().nextVersion());
  }

  private static void write(LargeFiles.Draft draft, Blob value) throws IOException {
    ByteBuffer rest = value.buffer();
    byte[] piece = new byte[PIECE];
    while (rest.hasRemaining()) {
      int length = Math.min(piece.length, rest.remaining());
      rest.get(piece, 0, length);
      draft.write(piece, length);
    }
  }

  private EntryMetadata save(CacheKey key, Payload value, SaveOptions options) throws IOException {
    Optional<Long> ttl = options.ttl().or(config::defaultTtl).map(Duration::toMillis);
    EntryMetadata saved = engine.save(key, value, options, ttl);
    enforceBounds();
    return saved;
  }

  /** Makes room. The save has taken place: that there was no room to be made does not undo it. */
  private void enforceBounds() {
    try {
      bounds.enforce(this::evicted);
      engine.maintenance.poke();
    } catch (IOException failure) {
      LOG.log(
          System.Logger.Level.WARNING, "evicting from " + root + " failed; tried again", failure);
    }
  }

  @Override
  protected @Nullable Entry doLoad(CacheKey key) {
    try {
      return read(key);
    } catch (IOException failure) {
      throw DiskFailure.describe("load", key, root, failure);
    }
  }

  private @Nullable Entry read(CacheKey key) throws IOException {
    KeyBytes bytes = KeyBytes.of(key);
    Engine.Found found = engine.load(bytes);
    if (found.isCorrupt()) {
      removeCorrupt(key, bytes, found.place());
    }
    return found.entry();
  }

  /** Removes an entry that cannot be read back, unless it was written anew meanwhile. */
  private void removeCorrupt(CacheKey key, KeyBytes bytes, long corrupt) throws IOException {
    int removed =
        engine.remove(
            bytes.stripe,
            List.of(bytes),
            (k, place, record) -> {
              LargeRef file = record.large();
              if (place == corrupt && file != null) {
                engine.quarantine(file);
              }
              return place == corrupt;
            });
    if (removed > 0) {
      evicted(key, EvictionCause.CORRUPT);
    }
  }

  @Override
  protected @Nullable EntryMetadata doStat(CacheKey key) {
    try {
      StoredRecord record = engine.find(KeyBytes.of(key));
      return record == null ? null : DiskEntry.metadata(record);
    } catch (IOException failure) {
      throw DiskFailure.describe("stat", key, root, failure);
    }
  }

  @Override
  protected boolean doExists(CacheKey key) {
    return run("exists", key, () -> engine.find(KeyBytes.of(key)) != null);
  }

  @Override
  protected boolean doDelete(CacheKey key) {
    KeyBytes bytes = KeyBytes.of(key);
    return run("delete", key, () -> remove(bytes.stripe, List.of(bytes)) == 1);
  }

  private int remove(int stripe, List<KeyBytes> keys) throws IOException {
    return engine.remove(stripe, keys, (key, place, record) -> engine.isAlive(record));
  }

  @Override
  protected int doDeleteAll(Set<CacheKey> keys) {
    Map<Integer, List<KeyBytes>> stripes = new TreeMap<>();
    for (CacheKey key : keys) {
      KeyBytes bytes = KeyBytes.of(key);
      stripes.computeIfAbsent(bytes.stripe, stripe -> new ArrayList<>()).add(bytes);
    }
    return run(
        "deleteAll",
        null,
        () -> {
          int removed = 0;
          for (Map.Entry<Integer, List<KeyBytes>> stripe : stripes.entrySet()) {
            removed += remove(stripe.getKey(), stripe.getValue());
          }
          return removed;
        });
  }

  @Override
  protected long doClear(Namespace namespace) {
    return run(
        "clear",
        null,
        () -> {
          engine.publications.catchUp();
          long removed = 0;
          for (int stripe = 0; stripe < KeyBytes.STRIPES; stripe++) {
            removed += remove(stripe, engine.keysIn(namespace, stripe));
          }
          return removed;
        });
  }

  @Override
  protected KeyPage doListKeys(KeyQuery query) {
    return run("listKeys", null, () -> listing.page(query));
  }

  @Override
  protected BlobWriter doOpenWrite(CacheKey key, SaveOptions options) {
    return new DiskBlobWriter(
        config.largeValue(),
        this::draft,
        new DiskBlobWriter.Saver() {
          @Override
          public EntryMetadata save(Payload value) {
            return run("commit", key, () -> DiskStorage.this.save(key, value, options));
          }

          @Override
          public RuntimeException failed(IOException failure) {
            return DiskFailure.describe("write", key, root, failure);
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

  private Index.Totals totals() {
    return run(
        "stats",
        null,
        () -> {
          bounds.removeExpired(this::evicted);
          return engine.index.totals();
        });
  }

  @Override
  protected void doClose() {
    closed = true;
    try {
      OpenStores.release(engine);
    } catch (IOException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "closing " + root + " failed; what was saved is there when it is opened again",
          failure);
    }
  }
}
