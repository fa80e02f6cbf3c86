package dev.larder.json;

import dev.larder.spi.AbstractStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A storage for the tests of this module; its pages hold two keys whatever is asked for. */
final class MapStorage extends AbstractStorage {

  private static final int PAGE = 2;

  private final ConcurrentSkipListMap<CacheKey, Entry> entries = new ConcurrentSkipListMap<>();
  private final AtomicLong versions = new AtomicLong();

  MapStorage(Capability... capabilities) {
    super(StorageInfo.builder("map").capabilities(capabilities).build(), CacheListener.NONE);
  }

  @Override
  protected EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
    EntryMetadata metadata =
        EntryMetadata.builder(value.size(), versions.incrementAndGet(), Instant.EPOCH).build();
    entries.put(key, Entry.of(value, metadata));
    return metadata;
  }

  @Override
  protected @Nullable Entry doLoad(CacheKey key) {
    return entries.get(key);
  }

  @Override
  protected @Nullable EntryMetadata doStat(CacheKey key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.metadata();
  }

  @Override
  protected boolean doDelete(CacheKey key) {
    return entries.remove(key) != null;
  }

  @Override
  protected KeyPage doListKeys(KeyQuery query) {
    List<CacheKey> page = new ArrayList<>();
    for (Map.Entry<CacheKey, Entry> each : entries.entrySet()) {
      CacheKey key = each.getKey();
      boolean later = query.cursor().isEmpty() || key.name().compareTo(query.cursor().get()) > 0;
      if (later && query.selects(key, Set.of())) {
        if (page.size() == PAGE) {
          return new KeyPage(page, Optional.of(page.get(PAGE - 1).name()));
        }
        page.add(key);
      }
    }
    return new KeyPage(page, Optional.empty());
  }

  @Override
  protected void doClose() {
    entries.clear();
  }
}
