package dev.larder.service;

import dev.larder.spi.AbstractStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Capability;
import dev.larder.storage.CheckResult;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.StorageInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage in a cache service: values are children of entries there.
 *
 * <pre>{@code
 * ServiceStorageConfig config =
 *     ServiceStorageConfig.builder()
 *         .service(CacheServiceConfig.fromEnvironment(System.getenv()))
 *         .build();
 * try (ServiceStorage storage = ServiceStorage.open(config)) {
 *   ArtifactStore artifacts = ArtifactStore.of(storage).withContext("nightly", "example.com");
 *   artifacts.save("results/metrics.json", Map.of("load_ms", 412));
 * }
 * }</pre>
 *
 * <p><b>Where things are.</b> A name that begins with {@code sessions/<session>/targets/<target>/}
 * is a child of the entry of that session and target, as the artifacts are that programs in Python
 * keep there; every other name is a child of an entry of the storage's own. A namespace is the
 * service's, with {@code P} for a dot. Every legal key has a child of its own, and comes back from
 * a listing as it was.
 *
 * <p><b>Round trips.</b> The ids of entries are remembered: a load or a save is one. What is not
 * there is asked for once more, because somebody may have made the entry anew; a delete of a framed
 * value looks first; a plain value is looked for as each {@link EntryKind}, the one that its
 * extension promises first. Listing asks for all children of the entries concerned, and in {@link
 * ServiceFormat#FRAMED} for each value on the page. Reads never make an entry.
 *
 * <p><b>Batches</b> are done some parts at a time, over at most eight connections for each caller
 * and seven threads for all of them, which end when there was nothing to do for five seconds.
 *
 * <p><b>Plain values</b> have no place for anything but bytes. So {@code savedAt} and the number in
 * the version are known for the last 10,000 keys that were saved through this storage only; of
 * other values the version is a hash, and {@code savedAt} is 1970.
 *
 * <p><b>Sharing.</b> Saves are atomic. Among deletes of one key in several processes more than one
 * may say that there was an entry. A clear that races saves of others may hide what they save until
 * the next save under that session and target.
 *
 * <p><b>Time to live</b> is kept by the wall clock of whoever reads where the service is remote,
 * and by the monotonic clock where it ends with this process. Expired values stay until they are
 * overwritten or cleared.
 */
public final class ServiceStorage extends AbstractStorage {

  /** What a frame may have beside its value. */
  private static final int FRAME_ROOM = 65_536;

  private final CacheServiceClient client;
  private final EntryName own;
  private final EntryChildren children;
  private final ValueFormat format;
  private final ListedKeys listed;
  private final ServiceBatches batches;
  private final KeyLocks locks = new KeyLocks();

  /** Makes a storage over that client, which is closed with it. */
  ServiceStorage(ServiceStorageConfig config, CacheServiceClient client) {
    super(describe(config), config.listener());
    InstantSource clock =
        isRemote(config) ? config.clock() : ticking(config.clock(), config.ticker());
    this.client = client;
    this.own = config.own();
    this.children = new EntryChildren(client, clock);
    this.format =
        switch (config.format()) {
          case PLAIN -> new PlainFormat(children, clock);
          case FRAMED -> new FramedFormat(children, clock, config.compressAbove());
        };
    this.listed = new ListedKeys(client, children, own, format);
    // In the same process there is no way on which to wait.
    this.batches = new ServiceBatches(config.service().mode() != ServiceMode.IN_MEMORY);
  }

  /**
   * Opens a storage. A remote service is connected to by the first call; one in this process is
   * started.
   *
   * @throws IllegalStateException if the service is to be in this process and its jar is not there
   */
  public static ServiceStorage open(ServiceStorageConfig config) {
    int largest = (int) (config.maxValueSize() + FRAME_ROOM);
    CacheServiceConfig service = config.service().withMaxResponseSize(largest);
    return new ServiceStorage(config, CacheServiceClient.open(service));
  }

  private static boolean isRemote(ServiceStorageConfig config) {
    return config.service().mode() == ServiceMode.REMOTE;
  }

  /** Returns a clock that no one sets: what is to end with the process ends by its own time. */
  private static InstantSource ticking(InstantSource clock, LongSupplier ticker) {
    Instant opened = clock.instant();
    long start = ticker.getAsLong();
    return () -> opened.plus(Duration.ofNanos(ticker.getAsLong() - start));
  }

  private static StorageInfo describe(ServiceStorageConfig config) {
    Set<Capability> capabilities =
        EnumSet.of(Capability.LISTING, Capability.STREAMING, Capability.EXACT_SIZE);
    if (config.format() == ServiceFormat.FRAMED) {
      capabilities.addAll(
          Set.of(Capability.TTL, Capability.ATTRIBUTES, Capability.TAGS, Capability.EMPTY_VALUES));
    }
    CacheServiceConfig service = config.service();
    String where = service.mode().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    return StorageInfo.builder(ServiceStorageProvider.MODE)
        .name(config.name())
        .location(service.url().map(Object::toString).orElse(where))
        .capabilities(capabilities)
        .maxValueSize(config.maxValueSize())
        .persistent(isRemote(config))
        .shared(isRemote(config))
        .build();
  }

  /** Asks for the health of the service, with the key. */
  @Override
  protected CheckResult doCheck() {
    ServiceCall health = ServiceCall.get("health", Target.of("/info/health"));
    String status = call("check", null, () -> client.calls().object(health).text("status"));
    return status.equals("ok")
        ? CheckResult.ok()
        : CheckResult.failed(
            new CacheException(
                Code.UNAVAILABLE,
                "check",
                null,
                "the service says that it is " + status + "; look into its log"));
  }

  @Override
  protected EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
    return change("save", key, () -> format.save(key, at(key), value, options));
  }

  @Override
  protected @Nullable Entry doLoad(CacheKey key) {
    return call("load", key, () -> Optional.ofNullable(format.load(key, at(key)))).orElse(null);
  }

  @Override
  protected @Nullable EntryMetadata doStat(CacheKey key) {
    return call("stat", key, () -> Optional.ofNullable(format.stat(key, at(key)))).orElse(null);
  }

  @Override
  protected boolean doExists(CacheKey key) {
    return call("exists", key, () -> format.exists(key, at(key)));
  }

  @Override
  protected boolean doDelete(CacheKey key) {
    return change("delete", key, () -> format.delete(key, at(key)));
  }

  @Override
  protected Map<CacheKey, EntryMetadata> doSaveAll(Collection<SaveRequest> requests) {
    return batches.each(
        "saveAll", requests, SaveRequest::key, r -> doSave(r.key(), r.value(), r.options()));
  }

  @Override
  protected Map<CacheKey, Entry> doLoadAll(Set<CacheKey> keys) {
    return batches.each("loadAll", keys, key -> key, this::doLoad);
  }

  @Override
  protected int doDeleteAll(Set<CacheKey> keys) {
    return batches.each("deleteAll", keys, key -> key, key -> doDelete(key) ? key : null).size();
  }

  private ChildAddress at(CacheKey key) {
    return ChildAddress.of(key, own);
  }

  @Override
  protected KeyPage doListKeys(KeyQuery query) {
    String behind = ListCursor.name(query);
    NavigableMap<String, ChildAddress> all = find(query.namespace(), query.prefix().orElse(""));
    if (behind != null) {
      all = all.tailMap(behind, false);
    }
    List<CacheKey> page = new ArrayList<>();
    for (Map.Entry<String, ChildAddress> each : all.entrySet()) {
      CacheKey key = CacheKey.of(query.namespace(), each.getKey());
      if (isListed(key, each.getValue(), query.tag())) {
        if (page.size() == query.pageSize()) {
          String last = page.get(page.size() - 1).name();
          return new KeyPage(page, Optional.of(ListCursor.behind(last, query)));
        }
        page.add(key);
      }
    }
    return new KeyPage(page, Optional.empty());
  }

  private NavigableMap<String, ChildAddress> find(Namespace namespace, String prefix) {
    return call("listKeys", null, () -> listed.find(namespace, prefix));
  }

  private boolean isListed(CacheKey key, ChildAddress at, Optional<String> tag) {
    return call("listKeys", null, () -> format.isListed(key, at, tag));
  }

  /** Removes the children of each entry, then the entries. */
  @Override
  protected long doClear(Namespace namespace) {
    return call(
        "clear",
        null,
        () -> listed.entries(namespace, "").stream().mapToLong(this::countAndDelete).sum());
  }

  /**
   * Removes the entry of a session and a target with all its children, and so all values whose
   * names begin with {@code sessions/<session>/targets/<target>/}; also what others keep there.
   *
   * @return how many values there were
   * @throws IllegalArgumentException if session or target is not 1 to 100 characters of {@code
   *     A-Za-z0-9_-}
   */
  public long deleteEntry(Namespace namespace, String session, String target) {
    EntryAddress entry = new EntryAddress(namespace, new EntryName(session, target));
    requireOpen("deleteEntry", null);
    return call("deleteEntry", null, () -> countAndDelete(entry));
  }

  private long countAndDelete(EntryAddress entry) {
    long count =
        listed.of(entry).entrySet().stream()
            .filter(each -> isListed(keyOf(entry, each), each.getValue(), Optional.empty()))
            .count();
    children.delete(entry);
    return count;
  }

  private static CacheKey keyOf(EntryAddress entry, Map.Entry<String, ChildAddress> name) {
    return CacheKey.of(entry.namespace(), name.getKey());
  }

  /** Opens a writer that keeps what is large in a temporary file until its commit. */
  @Override
  protected BlobWriter doOpenWrite(CacheKey key, SaveOptions options) {
    return new SpoolWriter(
        spool -> change("commit", key, unchecked(() -> format.save(key, at(key), spool, options))));
  }

  /** Opens a reader when all of the value has arrived; what is large is in a temporary file. */
  @Override
  protected @Nullable BlobReader doOpenRead(CacheKey key) {
    return call(
            "openRead", key, unchecked(() -> Optional.ofNullable(format.openRead(key, at(key)))))
        .orElse(null);
  }

  @Override
  protected void doClose() {
    client.close();
    batches.close();
  }

  private <T> T change(String operation, CacheKey key, Supplier<T> work) {
    return call(operation, key, () -> locks.with(operation, key, work));
  }

  /** Gives the failures of the client the operation and the key of the storage. */
  private <T> T call(String operation, @Nullable CacheKey key, Supplier<T> work) {
    try {
      return work.get();
    } catch (CacheException failure) {
      // What fails because the storage is closed meanwhile fails as closed.
      requireOpen(operation, key);
      throw failure.during(operation, key);
    }
  }

  /** Work with a file that may fail. */
  private interface FileWork<T> {
    T call() throws IOException;
  }

  private static <T> Supplier<T> unchecked(FileWork<T> work) {
    return () -> {
      try {
        return work.call();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    };
  }
}
