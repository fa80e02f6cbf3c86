package dev.larder.testkit;

import static java.util.stream.Collectors.toUnmodifiableList;

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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A storage that hands every call on and remembers it, to assert what a layer or a cache asked for.
 *
 * <p>A call is remembered before it is handed on, so one that fails is there too. Thread-safe.
 */
public final class RecordingStorage extends ForwardingStorage {

  private final Storage inner;
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /**
   * One call of a method.
   *
   * @param operation the name of the method, such as {@code save}
   * @param key the key; empty for a method without one, and for a batch
   */
  public record Call(String operation, Optional<CacheKey> key) {

    /** Returns {@code operation key}, or the operation alone. */
    @Override
    public String toString() {
      return key.map(k -> operation + " " + k).orElse(operation);
    }
  }

  /** Makes a storage that remembers what it hands on to the other one. */
  public RecordingStorage(Storage inner) {
    this.inner = inner;
  }

  /** Returns the calls so far, the earliest first; {@code info} is left out. Unmodifiable. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Returns the calls of that method so far. Unmodifiable. */
  public List<Call> calls(String operation) {
    return calls.stream()
        .filter(call -> call.operation().equals(operation))
        .collect(toUnmodifiableList());
  }

  /** Forgets the calls so far. */
  public void forget() {
    calls.clear();
  }

  private Storage recorded(String operation, @Nullable CacheKey key) {
    calls.add(new Call(operation, Optional.ofNullable(key)));
    return inner;
  }

  @Override
  protected Storage delegate() {
    return inner;
  }

  @Override
  public CheckResult check() {
    return recorded("check", null).check();
  }

  @Override
  public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    return recorded("save", key).save(key, value, options);
  }

  @Override
  public Optional<Entry> load(CacheKey key) {
    return recorded("load", key).load(key);
  }

  @Override
  public Optional<EntryMetadata> stat(CacheKey key) {
    return recorded("stat", key).stat(key);
  }

  @Override
  public boolean exists(CacheKey key) {
    return recorded("exists", key).exists(key);
  }

  @Override
  public boolean delete(CacheKey key) {
    return recorded("delete", key).delete(key);
  }

  @Override
  public KeyPage listKeys(KeyQuery query) {
    return recorded("listKeys", null).listKeys(query);
  }

  @Override
  public Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
    return recorded("saveAll", null).saveAll(requests);
  }

  @Override
  public Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys) {
    return recorded("loadAll", null).loadAll(keys);
  }

  @Override
  public int deleteAll(Collection<CacheKey> keys) {
    return recorded("deleteAll", null).deleteAll(keys);
  }

  @Override
  public long clear(Namespace namespace) {
    return recorded("clear", null).clear(namespace);
  }

  @Override
  public BlobWriter openWrite(CacheKey key, SaveOptions options) {
    return recorded("openWrite", key).openWrite(key, options);
  }

  @Override
  public Optional<BlobReader> openRead(CacheKey key) {
    return recorded("openRead", key).openRead(key);
  }

  @Override
  public void close() {
    recorded("close", null).close();
  }
}
