package dev.larder.shelf;

import dev.larder.spi.AbstractStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Capability;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.StorageInfo;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A storage of your own, as small as one can be: a map without a bound. */
// region storage
final class ShelfStorage extends AbstractStorage {

  private final Map<CacheKey, Entry> shelf = new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong();
  private final InstantSource clock;

  ShelfStorage(long maxValueSize, InstantSource clock, CacheListener listener) {
    super(
        StorageInfo.builder("shelf")
            // What is not declared here is refused before it gets to the methods below.
            .capabilities(Capability.EMPTY_VALUES, Capability.EXACT_SIZE, Capability.STREAMING)
            .maxValueSize(maxValueSize)
            .build(),
        listener);
    this.clock = clock;
  }

  @Override
  protected EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
    EntryMetadata metadata =
        EntryMetadata.builder(value.size(), versions.incrementAndGet(), clock.instant()).build();
    shelf.put(key, Entry.of(value, metadata));
    return metadata;
  }

  @Override
  protected @Nullable Entry doLoad(CacheKey key) {
    return shelf.get(key);
  }

  @Override
  protected @Nullable EntryMetadata doStat(CacheKey key) {
    Entry entry = shelf.get(key);
    return entry == null ? null : entry.metadata();
  }

  @Override
  protected boolean doDelete(CacheKey key) {
    return shelf.remove(key) != null;
  }

  @Override
  protected long doClear(Namespace namespace) {
    return shelf.keySet().stream()
        .filter(k -> k.namespace().equals(namespace))
        .filter(this::doDelete)
        .count();
  }

  @Override
  protected KeyPage doListKeys(KeyQuery query) {
    throw new AssertionError("LISTING is not declared");
  }

  @Override
  protected void doClose() {
    shelf.clear();
  }
}
// endregion
