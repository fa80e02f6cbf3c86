package dev.larder.benchmarks;

import com.github.benmanes.caffeine.cache.*;
import dev.larder.spi.AbstractStorage;
import dev.larder.storage.*;
import dev.larder.storage.Blob;
import java.time.*;
import org.jspecify.annotations.Nullable;

/** Temporary. */
final class Larder {
  private Larder() {}

  static Subject<?, ?> tinylfu(long capacity) {
    return new LarderSubject(new Tmp(capacity), SaveOptions.defaults().withTtl(Subject.TTL));
  }

  static Subject<?, ?> lru(long capacity) {
    return tinylfu(capacity);
  }

  static Subject<?, ?> bytes(long capacity) {
    return TypedCacheSubject.bytes(new Tmp(capacity));
  }

  static Subject<?, ?> blobs(long capacity) {
    return TypedCacheSubject.blobs(new Tmp(capacity));
  }

  private static final class Tmp extends AbstractStorage {
    private final com.github.benmanes.caffeine.cache.Cache<CacheKey, Entry> c;

    Tmp(long cap) {
      super(
          StorageInfo.builder("tmp").capabilities(Capability.values()).build(), CacheListener.NONE);
      c =
          Caffeine.newBuilder()
              .maximumSize(cap)
              .expireAfter(Expiry.<CacheKey, Entry>writing((k, v) -> Duration.ofHours(1)))
              .recordStats()
              .build();
    }

    @Override
    protected EntryMetadata doSave(CacheKey key, Blob value, SaveOptions options) {
      EntryMetadata m = EntryMetadata.builder(value.size(), 1, Instant.EPOCH).build();
      c.put(key, Entry.of(value, m));
      return m;
    }

    @Override
    protected @Nullable Entry doLoad(CacheKey key) {
      return c.getIfPresent(key);
    }

    @Override
    protected @Nullable EntryMetadata doStat(CacheKey key) {
      throw new IllegalStateException();
    }

    @Override
    protected boolean doDelete(CacheKey key) {
      throw new IllegalStateException();
    }

    @Override
    protected KeyPage doListKeys(KeyQuery q) {
      throw new IllegalStateException();
    }

    @Override
    protected void doClose() {}
  }
}
