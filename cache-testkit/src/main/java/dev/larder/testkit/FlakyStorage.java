package dev.larder.testkit;

import dev.larder.spi.ForwardingStorage;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobReader;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
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
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage that hands every call on, except that chosen ones fail: before they take effect, or
 * after, as when the answer of a server gets lost.
 *
 * <pre>{@code
 * FlakyStorage flaky = new FlakyStorage(storage).failBefore("load", Code.UNAVAILABLE, 2);
 * }</pre>
 *
 * <p>Failures that were asked for come one after the other, in the order of asking. {@code check}
 * returns its failure, {@code info} and {@code close} never fail. Thread-safe.
 */
public final class FlakyStorage extends ForwardingStorage {

  private record Planned(Code code, boolean after) {}

  private final Storage inner;
  private final Map<String, Deque<Planned>> planned = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();

  /** Makes a storage in which nothing fails yet. */
  public FlakyStorage(Storage inner) {
    this.inner = inner;
  }

  /**
   * Lets the next calls of a method fail without having taken effect.
   *
   * @param operation the name of the method, such as {@code saveAll}
   * @param code the code to fail with
   * @param times how many calls fail, at least one
   */
  public FlakyStorage failBefore(String operation, Code code, int times) {
    return plan(operation, new Planned(code, false), times);
  }

  /** Lets the next calls of a method fail after they took effect; as {@link #failBefore}. */
  public FlakyStorage failAfter(String operation, Code code, int times) {
    return plan(operation, new Planned(code, true), times);
  }

  /** Returns how often the method was called, failures included. */
  public synchronized int calls(String operation) {
    return calls.getOrDefault(operation, 0);
  }

  /** Returns how often the method failed because that was asked for. */
  public synchronized int failures(String operation) {
    return failures.getOrDefault(operation, 0);
  }

  private synchronized FlakyStorage plan(String operation, Planned failure, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times (" + times + ") must be at least 1");
    }
    Deque<Planned> queue = planned.computeIfAbsent(operation, name -> new ArrayDeque<>());
    for (int i = 0; i < times; i++) {
      queue.add(failure);
    }
    return this;
  }

  private synchronized @Nullable Planned next(String operation) {
    calls.merge(operation, 1, Integer::sum);
    Deque<Planned> queue = planned.get(operation);
    Planned failure = queue == null ? null : queue.poll();
    if (failure != null) {
      failures.merge(operation, 1, Integer::sum);
    }
    return failure;
  }

  private <T> T perhaps(String operation, @Nullable CacheKey key, Supplier<T> call) {
    Planned failure = next(operation);
    if (failure == null) {
      return call.get();
    }
    // An answer that gets lost.
    if (failure.after()) {
      var unused = call.get();
    }
    String when = failure.after() ? "after" : "before";
    throw new CacheException(
        failure.code(), operation, key, "made to fail " + when + " it took effect; try again");
  }

  @Override
  protected Storage delegate() {
    return inner;
  }

  @Override
  public CheckResult check() {
    try {
      return perhaps("check", null, inner::check);
    } catch (CacheException failure) {
      return CheckResult.failed(failure);
    }
  }

  @Override
  public EntryMetadata save(CacheKey key, Blob value, SaveOptions options) {
    return perhaps("save", key, () -> inner.save(key, value, options));
  }

  @Override
  public Optional<Entry> load(CacheKey key) {
    return perhaps("load", key, () -> inner.load(key));
  }

  @Override
  public Optional<EntryMetadata> stat(CacheKey key) {
    return perhaps("stat", key, () -> inner.stat(key));
  }

  @Override
  public boolean exists(CacheKey key) {
    return perhaps("exists", key, () -> inner.exists(key));
  }

  @Override
  public boolean delete(CacheKey key) {
    return perhaps("delete", key, () -> inner.delete(key));
  }

  @Override
  public KeyPage listKeys(KeyQuery query) {
    return perhaps("listKeys", null, () -> inner.listKeys(query));
  }

  @Override
  public Map<CacheKey, EntryMetadata> saveAll(Collection<SaveRequest> requests) {
    return perhaps("saveAll", null, () -> inner.saveAll(requests));
  }

  @Override
  public Map<CacheKey, Entry> loadAll(Collection<CacheKey> keys) {
    return perhaps("loadAll", null, () -> inner.loadAll(keys));
  }

  @Override
  public int deleteAll(Collection<CacheKey> keys) {
    return perhaps("deleteAll", null, () -> inner.deleteAll(keys));
  }

  @Override
  public long clear(Namespace namespace) {
    return perhaps("clear", null, () -> inner.clear(namespace));
  }

  @Override
  public BlobWriter openWrite(CacheKey key, SaveOptions options) {
    return perhaps("openWrite", key, () -> inner.openWrite(key, options));
  }

  @Override
  public Optional<BlobReader> openRead(CacheKey key) {
    return perhaps("openRead", key, () -> inner.openRead(key));
  }
}
