package dev.larder.spi;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.EvictionCause;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.StorageInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The smallest honest provider: no bound, no time to live, faults on demand. */
public final class HeapStorage extends AbstractStorage {

  public static final int MAX_VALUE_SIZE = 1 << 20;

  private final ConcurrentSkipListMap<CacheKey, Entry> entries = new ConcurrentSkipListMap<>();
  private final AtomicLong versions = new AtomicLong();

  /** What the next operations on a key throw instead of doing their work. */
  public final Map<CacheKey, RuntimeException> faults = new ConcurrentHashMap<>();

  /** What the next {@code saveAll} throws as a whole; null for nothing. */
  public CacheException batchFault;

  public final AtomicInteger closes = new AtomicInteger();

  public HeapStorage() {
    this(CacheListener.NONE, Capability.values());
  }

  public HeapStorage(CacheListener listener, Capability... capabilities) {
    super(
        StorageInfo.builder("heap").capabilities(capabilities).maxValueSize(MAX_VALUE_SIZE).build(),
        listener);
  }

  public void evict(CacheKey key, EvictionCause cause) {
    entries.remove(key);
    evicted(key, cause);
  }

  @Override
  protected EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
    fail(key);
    return entries
        .compute(key, (k, old) -> Entry.of(value, checked(key, old, value, options)))
        .metadata();
  }

  private EntryMetadata checked(CacheKey key, Entry old, Blob value, SaveOptions options) {
    switch (options.condition()) {
      case IF_ABSENT -> {
        if (old != null) {
          throw new CacheException(Code.ALREADY_EXISTS, "save", key, "there is an entry; load it");
        }
      }
      case IF_VERSION -> {
        if (old == null || !options.expectedVersion().get().equals(old.metadata().version())) {
          throw new CacheException(Code.VERSION_CONFLICT, "save", key, "another version; reload");
        }
      }
      case NONE -> {}
    }
    return EntryMetadata.builder(value.size(), versions.incrementAndGet(), Instant.EPOCH)
        .labels(options)
        .build();
  }

  @Override
  protected Map<CacheKey, EntryMetadata> doSaveAll(Collection<SaveRequest> requests) {
    if (batchFault != null) {
      throw batchFault;
    }
    return super.doSaveAll(requests);
  }

  @Override
  protected Entry doLoad(CacheKey key) {
    fail(key);
    return entries.get(key);
  }

  @Override
  protected EntryMetadata doStat(CacheKey key) {
    fail(key);
    return Optional.ofNullable(entries.get(key)).map(Entry::metadata).orElse(null);
  }

  @Override
  protected boolean doDelete(CacheKey key) {
    fail(key);
    return entries.remove(key) != null;
  }

  private void fail(CacheKey key) {
    RuntimeException fault = faults.get(key);
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  protected KeyPage doListKeys(KeyQuery query) {
    List<CacheKey> page = new ArrayList<>();
    for (Map.Entry<CacheKey, Entry> each : entries.entrySet()) {
      CacheKey key = each.getKey();
      boolean later = query.cursor().isEmpty() || key.name().compareTo(query.cursor().get()) > 0;
      if (later && query.selects(key, each.getValue().metadata().tags())) {
        if (page.size() == query.pageSize()) {
          return new KeyPage(page, Optional.of(page.get(page.size() - 1).name()));
        }
        page.add(key);
      }
    }
    return new KeyPage(page, Optional.empty());
  }

  @Override
  protected void doClose() {
    closes.incrementAndGet();
  }
}
