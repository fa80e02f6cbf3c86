package dev.larder.testkit;

import dev.larder.spi.ForwardingStorage;
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
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/** A storage of which single methods are replaced by wrong ones. */
final class Faulty extends ForwardingStorage {

  /** A wrong {@code save}. */
  interface Save {
    EntryMetadata save(CacheKey key, Blob value, SaveOptions options);
  }

  /** A wrong {@code openWrite}. */
  interface OpenWrite {
    BlobWriter openWrite(CacheKey key, SaveOptions options);
  }

  private final Storage inner;
  private Supplier<StorageInfo> info;
  private Supplier<CheckResult> check;
  private Save save;
  private Function<CacheKey, Optional<Entry>> load;
  private Function<CacheKey, Optional<EntryMetadata>> stat;
  private Predicate<CacheKey> exists;
  private Predicate<CacheKey> delete;
  private Function<KeyQuery, KeyPage> listKeys;
  private Function<Collection<SaveRequest>, Map<CacheKey, EntryMetadata>> saveAll;
  private Function<Collection<CacheKey>, Map<CacheKey, Entry>> loadAll;
  private ToIntFunction<Collection<CacheKey>> deleteAll;
  private ToLongFunction<Namespace> clear;
  private OpenWrite openWrite;
  private Function<CacheKey, Optional<BlobReader>> openRead;
  private Runnable close;

  Faulty(Storage inner) {
    this.inner = inner;
    info = inner::info;
    check = inner::check;
    save = inner::save;
    load = inner::load;
    stat = inner::stat;
    exists = inner::exists;
    delete = inner::delete;
    listKeys = inner::listKeys;
    saveAll = inner::saveAll;
    loadAll = inner::loadAll;
    deleteAll = inner::deleteAll;
    clear = inner::clear;
    openWrite = inner::openWrite;
    openRead = inner::openRead;
    close = inner::close;
  }

  @Override
  protected Storage delegate() {
    return inner;
  }

  // What is replaced.

  Faulty onInfo(Supplier<StorageInfo> wrong) {
    info = wrong;
    return this;
  }

  Faulty onCheck(Supplier<CheckResult> wrong) {
    check = wrong;
    return this;
  }

  Faulty onSave(Save wrong) {
    save = wrong;
    return this;
  }

  Faulty onLoad(Function<CacheKey, Optional<Entry>> wrong) {
    load = wrong;
    return this;
  }

  Faulty onStat(Function<CacheKey, Optional<EntryMetadata>> wrong) {
    stat = wrong;
    return this;
  }

  Faulty onExists(Predicate<CacheKey> wrong) {
    exists = wrong;
    return this;
  }

  Faulty onDelete(Predicate<CacheKey> wrong) {
    delete = wrong;
    return this;
  }

  Faulty onListKeys(Function<KeyQuery, KeyPage> wrong) {
    listKeys = wrong;
    return this;
  }

  Faulty onSaveAll(Function<Collection<SaveRequest>, Map<CacheKey, EntryMetadata>> wrong) {
    saveAll = wrong;
    return this;
  }

  Faulty onLoadAll(Function<Collection<CacheKey>, Map<CacheKey, Entry>> wrong) {
    loadAll = wrong;
    return this;
  }

  Faulty onDeleteAll(ToIntFunction<Collection<CacheKey>> wrong) {
    deleteAll = wrong;
    return this;
  }

  Faulty onClear(ToLongFunction<Namespace> wrong) {
    clear = wrong;
    return this;
  }

  Faulty onOpenWrite(OpenWrite wrong) {
    openWrite = wrong;
    return this;
  }

  Faulty onOpenRead(Function<CacheKey, Optional<BlobReader>> wrong) {
    openRead = wrong;
    return this;
  }

  Faulty onClose(Runnable wrong) {
    close = wrong;
    return this;
  }

  // What is called.

  @Override
  public StorageInfo info() {
    return info.get();
  }

  @Override
  public CheckResult check() {
    return check.get();
  }

  @Override
  public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    return save.save(key, value, options);
  }

  @Override
  public Optional<Entry> load(CacheKey key) {
    return load.apply(key);
  }

  @Override
  public Optional<EntryMetadata> stat(CacheKey key) {
    return stat.apply(key);
  }

  @Override
  public boolean exists(CacheKey key) {
    return exists.test(key);
  }

  @Override
  public boolean delete(CacheKey key) {
    return delete.test(key);
  }

  @Override
  public KeyPage listKeys(KeyQuery query) {
    return listKeys.apply(query);
  }

  @Override
  public Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
    return saveAll.apply(requests);
  }

  @Override
  public Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys) {
    return loadAll.apply(keys);
  }

  @Override
  public int deleteAll(Collection<CacheKey> keys) {
    return deleteAll.applyAsInt(keys);
  }

  @Override
  public long clear(Namespace namespace) {
    return clear.applyAsLong(namespace);
  }

  @Override
  public BlobWriter openWrite(CacheKey key, SaveOptions options) {
    return openWrite.openWrite(key, options);
  }

  @Override
  public Optional<BlobReader> openRead(CacheKey key) {
    return openRead.apply(key);
  }

  @Override
  public void close() {
    close.run();
  }
}
