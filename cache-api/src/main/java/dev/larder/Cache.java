package dev.larder;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.CacheListener;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Typed values in one namespace of a storage.
 *
 * <pre>{@code
 * Cache<String> reports = Cache.of(storage, "reports", Codec.text());
 * String report = reports.getOrCompute("2026/november", month -> render(month));
 * }</pre>
 *
 * <p>Keys are names as {@link CacheKey} defines them. A value that cannot be decoded, for example
 * because its class has changed since, is a miss: it is counted, told to the listener and stays
 * until it is overwritten. Failures of the storage are {@link CacheException}s.
 *
 * <p>Thread-safe. Several caches may share a storage and a namespace; they share the values, while
 * each has its own counters and its own computations under way. The cache does not close the
 * storage.
 *
 * @param <V> the type of the values
 */
public final class Cache<V> {

  private final Storage storage;
  private final Namespace namespace;
  private final Codec<V> codec;
  private final SaveOptions options;
  private final boolean strict;
  private final CacheEvents events;
  private final Flights<V> flights = new Flights<>();

  private Cache(Builder<V> builder) {
    this.storage = builder.storage;
    this.namespace = builder.namespace;
    this.codec = builder.codec;
    this.options = builder.options;
    this.strict = builder.strict;
    this.events = new CacheEvents(builder.listener);
  }

  /**
   * Returns a cache of that namespace with the storage's own time to live.
   *
   * @throws IllegalArgumentException if the namespace is not legal
   */
  public static <V> Cache<V> of(Storage storage, String namespace, Codec<V> codec) {
    return builder(storage, namespace, codec).build();
  }

  /**
   * Starts a cache of that namespace.
   *
   * @throws IllegalArgumentException if the namespace is not legal
   */
  public static <V> Builder<V> builder(Storage storage, String namespace, Codec<V> codec) {
    return new Builder<>(
        storage, Namespace.of(Objects.requireNonNull(namespace, "namespace")), codec);
  }

  /**
   * Stores the value, in place of what was there. The result of a computation of this key that is
   * under way is not stored any more.
   *
   * @throws IllegalArgumentException if the name is not legal, or the value cannot be encoded
   */
  public void put(String name, V value) {
    put(name, value, options);
  }

  /**
   * Stores the value with those options; where they have no time to live, that of the cache counts.
   *
   * @return the metadata of the new entry
   * @throws CacheException {@code ALREADY_EXISTS} or {@code VERSION_CONFLICT} if the condition does
   *     not hold
   */
  public EntryMetadata put(String name, V value, SaveOptions options) {
    CacheKey key = keyOf(name);
    Objects.requireNonNull(value, "value");
    SaveOptions whole =
        options.ttl().isPresent()
            ? options
            : this.options.ttl().map(options::withTtl).orElse(options);
    Blob encoded = codec.encode(value);
    EntryMetadata metadata = flights.write(key, () -> storage.save(key, encoded, whole));
    events.put();
    return metadata;
  }

  /**
   * Returns the value, or empty if there is none or it cannot be decoded.
   *
   * @throws CacheException if the storage fails; in strict mode also {@code CORRUPT} for a value
   *     that cannot be decoded
   */
  public Optional<V> get(String name) {
    return Optional.ofNullable(find(keyOf(name), true));
  }

  /**
   * Returns the value, or else computes and stores it.
   *
   * <p>One computation per key is under way in this cache at a time; whoever else asks for the key
   * waits for it and gets its value or its exception. If the value cannot be stored, it is returned
   * all the same, and the failure is counted and told to the listener; in strict mode it is thrown.
   * A {@link #put} or {@link #invalidate} of the key meanwhile wins over the computed value.
   *
   * @param loader computes the value from the name; must not return null
   * @throws IllegalStateException if the computation waits for itself: the loader asks for its own
   *     key, or loaders of several threads ask for each other's
   * @throws CacheException {@code CANCELLED} if the thread is interrupted while it waits
   */
  public V getOrCompute(String name, Function<? super String, ? extends V> loader) {
    CacheKey key = keyOf(name);
    V found = find(key, true);
    if (found != null) {
      return found;
    }
    Flight<V> flight = flights.join(key);
    return flight.claim() ? fly(flight, key, loader, false) : flight.await();
  }

  /**
   * Does what {@link #getOrCompute} does on the executor, looking up included, and returns at once.
   * Exceptions complete the future. Cancelling the future does not stop the computation.
   *
   * <p>A loader must not wait for a future of its own key. Asked for on the loader's own thread,
   * the future has failed at once. A circle that is closed by the {@code join()} of another thread
   * cannot be seen, for any thread may wait for a future or not: two loaders that wait for the
   * futures of each other's keys wait for ever.
   *
   * @return the future; when the executor refuses the task, it has failed with what the executor
   *     threw; when a loader asks for a key that its own thread is computing, with the {@code
   *     IllegalStateException} of {@link #getOrCompute}
   * @throws IllegalArgumentException if the name is not legal
   */
  public CompletableFuture<V> getOrComputeAsync(
      String name, Function<? super String, ? extends V> loader, Executor executor) {
    CacheKey key = keyOf(name);
    Flight<V> flight = flights.join(key);
    if (flight.isOfCaller()) {
      return CompletableFuture.failedFuture(flight.circle());
    }
    // Every caller brings a task, though one is enough: an executor may drop what it has accepted.
    flight.queue();
    try {
      executor.execute(() -> flyQueued(flight, key, loader));
    } catch (RuntimeException | Error refusal) {
      flight.refused(refusal);
      return CompletableFuture.failedFuture(refusal);
    }
    return flight.future();
  }

  private void flyQueued(
      Flight<V> flight, CacheKey key, Function<? super String, ? extends V> loader) {
    if (!flight.claim()) {
      flight.onEnd(found -> events.lookedUp(key, found));
      return;
    }
    try {
      fly(flight, key, loader, true);
    } catch (RuntimeException | Error failure) {
      // The future has it, and the executor's thread is not ours to end.
      flight.fail(failure);
    }
  }

  private V fly(
      Flight<V> flight,
      CacheKey key,
      Function<? super String, ? extends V> loader,
      boolean counted) {
    try {
      // Somebody may have finished the same computation since the caller looked.
      V found = find(key, counted);
      V value = found != null ? found : compute(flight, key, loader);
      flight.land(value, found != null);
      return value;
    } catch (RuntimeException | Error failure) {
      flight.fail(failure);
      throw failure;
    } finally {
      flight.end();
    }
  }

  private V compute(Flight<V> flight, CacheKey key, Function<? super String, ? extends V> loader) {
    V value =
        events.load(
            key,
            () ->
                Objects.requireNonNull(
                    loader.apply(key.name()), "the loader returned null for " + key));
    try {
      flight.unlessSuperseded(() -> storage.save(key, codec.encode(value), options));
    } catch (RuntimeException failure) {
      events.storeFailure(key, failure);
      if (strict) {
        throw failure;
      }
    }
    return value;
  }

  /** Returns the value, or null if there is none. */
  private @Nullable V find(CacheKey key, boolean counted) {
    Optional<Entry> entry = storage.load(key);
    if (entry.isPresent()) {
      try {
        V value =
            Objects.requireNonNull(
                codec.decode(entry.get().value()), "the codec decoded it to null");
        if (counted) {
          events.lookedUp(key, true);
        }
        return value;
      } catch (RuntimeException failure) {
        undecodable(key, failure, counted);
      }
    }
    if (counted) {
      events.lookedUp(key, false);
    }
    return null;
  }

  private void undecodable(CacheKey key, RuntimeException failure, boolean counted) {
    if (counted) {
      events.undecodable(key, failure);
    }
    if (strict) {
      throw new CacheException(
          Code.CORRUPT, "get", key, "the value cannot be decoded; overwrite or delete it", failure);
    }
  }

  /**
   * Removes the value. A computation of this key that is under way still answers those who wait for
   * it, but its result is not stored.
   *
   * @return whether there was one
   */
  public boolean invalidate(String name) {
    CacheKey key = keyOf(name);
    boolean removed = flights.write(key, () -> storage.delete(key));
    events.invalidated(removed ? 1 : 0);
    return removed;
  }

  /**
   * Removes all values of the namespace.
   *
   * @return how many there were
   */
  public long invalidateAll() {
    flights.supersedeAll();
    long removed = storage.clear(namespace);
    events.invalidated(removed);
    return removed;
  }

  /** Returns what this cache has counted so far. */
  public CacheStats stats() {
    return events.stats();
  }

  private CacheKey keyOf(String name) {
    return CacheKey.of(namespace, name);
  }

  /**
   * Collects the settings of a cache. Not thread-safe.
   *
   * @param <V> the type of the values
   */
  public static final class Builder<V> {

    private final Storage storage;
    private final Namespace namespace;
    private final Codec<V> codec;
    private SaveOptions options = SaveOptions.defaults();
    private boolean strict;
    private CacheListener listener = CacheListener.NONE;

    private Builder(Storage storage, Namespace namespace, Codec<V> codec) {
      this.storage = Objects.requireNonNull(storage, "storage");
      this.namespace = namespace;
      this.codec = Objects.requireNonNull(codec, "codec");
    }

    /**
     * Sets how long values live; by default as long as the storage keeps them.
     *
     * @throws IllegalArgumentException if it is below one millisecond
     */
    public Builder<V> ttl(Duration ttl) {
      this.options = options.withTtl(ttl);
      return this;
    }

    /** Makes undecodable values and failures to store exceptions; off by default. */
    public Builder<V> strict(boolean strict) {
      this.strict = strict;
      return this;
    }

    /** Sets who hears of hits, misses, loads and failures; nobody by default. */
    public Builder<V> listener(CacheListener listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** Returns the cache. */
    public Cache<V> build() {
      return new Cache<>(this);
    }
  }
}
