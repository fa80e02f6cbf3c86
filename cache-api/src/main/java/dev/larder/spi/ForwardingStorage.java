package dev.larder.spi;

import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CheckResult;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import dev.larder.storage.StorageInfo;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Hands every call to another storage: the base of layers that only observe, such as one that
 * counts, or one that tries again.
 *
 * <p>Not for a layer that changes bytes (that is {@link TransformingStorage}), nor for one that
 * holds entries or rewrites keys: there a method that was forgotten would quietly go to one side
 * only, so such a layer implements {@link Storage} itself.
 */
public abstract class ForwardingStorage implements Storage {

  /** For layers. */
  protected ForwardingStorage() {}

  /** Returns the storage that does the work. */
  protected abstract Storage delegate();

  @Override
  public StorageInfo info() {
    return delegate().info();
  }

  @Override
  public CheckResult check() {
    return delegate().check();
  }

  @Override
  public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    return delegate().save(key, value, options);
  }

  @Override
  public Optional<Entry> load(CacheKey key) {
    return delegate().load(key);
  }

  @Override
  public Optional<EntryMetadata> stat(CacheKey key) {
    return delegate().stat(key);
  }

  @Override
  public boolean exists(CacheKey key) {
    return delegate().exists(key);
  }

  @Override
  public boolean delete(CacheKey key) {
    return delegate().delete(key);
  }

  @Override
  public KeyPage listKeys(KeyQuery query) {
    return delegate().listKeys(query);
  }

  @Override
  public Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
    return delegate().saveAll(requests);
  }

  @Override
  public Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys) {
    return delegate().loadAll(keys);
  }

  @Override
  public int deleteAll(Collection<CacheKey> keys) {
    return delegate().deleteAll(keys);
  }

  @Override
  public long clear(Namespace namespace) {
    return delegate().clear(namespace);
  }

  @Override
  public BlobWriter openWrite(CacheKey key, SaveOptions options) {
    return delegate().openWrite(key, options);
  }

  @Override
  public Optional<BlobReader> openRead(CacheKey key) {
    return delegate().openRead(key);
  }

  @Override
  public void close() {
    delegate().close();
  }
}
