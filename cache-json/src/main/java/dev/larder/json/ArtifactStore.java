package dev.larder.json;

import dev.larder.Codec;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.KeyPage;
import dev.larder.storage.KeyQuery;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The artifacts of sessions and targets in any storage: JSON objects and texts under names such as
 * {@code results/metrics.json}.
 *
 * <pre>{@code
 * ArtifactStore artifacts = ArtifactStore.of(storage).withContext("nightly", "example.com");
 * artifacts.save("results/metrics.json", Map.of("load_ms", 412));
 * Optional<Map<String, Object>> metrics = artifacts.load("results/metrics.json");
 * }</pre>
 *
 * <p>An artifact is the entry {@code sessions/<session>/targets/<target>/<key>} of the namespace,
 * wherever that is: in memory, on disk, or in a cache service, where programs in Python find it
 * under the same session, target and key. A context never sees what another one has, even if its
 * target begins with the same characters.
 *
 * <p><b>Missing is not empty.</b> What is not there is an empty {@code Optional}; an object without
 * members exists. What cannot be read as it is asked for is a {@link CacheException} with {@code
 * CORRUPT}, and never an empty object.
 *
 * <p><b>JSON</b> is written compact and as Python prints it, so that a service in Python keeps it
 * to the byte. Equal objects give equal bytes. A fraction keeps its value, but not zeros at its
 * end.
 *
 * <p>Thread-safe. {@link #withContext} leaves this store as it is and is the way where threads work
 * on several targets; {@link #setContext} changes it for all who share it. The store does not close
 * the storage.
 */
public final class ArtifactStore {

  /** The namespace of a store for which none is named. */
  public static final String DEFAULT_NAMESPACE = "perf-results";

  /** The session before one is set. */
  public static final String DEFAULT_SESSION = "default-session";

  /** The target before one is set. */
  public static final String DEFAULT_TARGET = "default-target";

  private final Storage storage;
  private final Namespace namespace;
  // Both parts in one object, so that nobody sees the session of one call with the target of
  // another.
  private volatile ArtifactContext context;

  private ArtifactStore(Storage storage, Namespace namespace, ArtifactContext context) {
    this.storage = Objects.requireNonNull(storage, "storage");
    this.namespace = namespace;
    this.context = context;
  }

  /** Returns a store of the default namespace, session and target. */
  public static ArtifactStore of(Storage storage) {
    return of(storage, DEFAULT_NAMESPACE);
  }

  /**
   * Returns a store of that namespace and the default session and target.
   *
   * @throws IllegalArgumentException if the namespace is not legal
   */
  public static ArtifactStore of(Storage storage, String namespace) {
    return new ArtifactStore(
        storage, Namespace.of(namespace), new ArtifactContext(DEFAULT_SESSION, DEFAULT_TARGET));
  }

  /**
   * Returns a store of that session and target in the same storage and namespace; this one stays as
   * it is. Characters other than {@code A-Z}, {@code a-z}, {@code 0-9}, {@code _} and {@code -}
   * become {@code _}, as they do in Python: target {@code example.com} is {@code example_com}.
   *
   * @throws IllegalArgumentException if one of them is empty or longer than 100 characters
   */
  public ArtifactStore withContext(String session, String target) {
    return new ArtifactStore(storage, namespace, new ArtifactContext(session, target));
  }

  /**
   * Makes this a store of that session and target, both in one step, with the rules of {@link
   * #withContext}. Calls that are under way in other threads end in the context they began in.
   *
   * @throws IllegalArgumentException if one of them is empty or longer than 100 characters; nothing
   *     is changed then
   */
  public void setContext(String session, String target) {
    context = new ArtifactContext(session, target);
  }

  /** Returns the session, as it is part of the names. */
  public String session() {
    return context.session();
  }

  /** Returns the target, as it is part of the names. */
  public String target() {
    return context.target();
  }

  /**
   * Returns where the artifact is in the storage.
   *
   * @throws IllegalArgumentException if the key is not the end of a legal name: parts between
   *     slashes, none of them empty, {@code .} or {@code ..}; some 500 characters in all
   */
  public CacheKey keyOf(String key) {
    return keyOf(context, key);
  }

  private CacheKey keyOf(ArtifactContext where, String key) {
    return CacheKey.of(namespace, where.prefix() + key);
  }

  /**
   * Saves an object, in place of what was there: a map with texts as keys, a record, or another
   * type that {@link JsonCodec} takes and that is an object in JSON. What is in a map or a list may
   * be any of these, a text, a number, a {@code Boolean}, a collection or null.
   *
   * @throws IllegalArgumentException if it is no object in JSON, or too large or too deep for
   *     {@link JsonCodec}; for a text there is {@link #saveString}
   * @throws CacheException if the storage fails; what was there is still there
   */
  public void save(String key, Object value) {
    Objects.requireNonNull(value, "value");
    CacheKey where = keyOf(key);
    storage.save(where, CompactJson.of(value, JsonLimits.DEFAULT), SaveOptions.defaults());
  }

  /**
   * Saves a text, in place of what was there, in UTF-8.
   *
   * @throws IllegalArgumentException if it has unpaired surrogates
   * @throws CacheException if the storage fails; {@code UNSUPPORTED} if the text is empty and the
   *     storage keeps no empty values
   */
  public void saveString(String key, String text) {
    storage.save(keyOf(key), Codec.text().encode(text), SaveOptions.defaults());
  }

  /**
   * Returns the members of the object, in their order: texts, {@code Integer}, {@code Long}, {@code
   * BigInteger}, {@code Double}, {@code Boolean}, null, and lists and maps of these. Empty if there
   * is no artifact.
   *
   * @throws CacheException {@code CORRUPT} if there is something else, such as a text
   */
  public Optional<Map<String, @Nullable Object>> load(String key) {
    CacheKey where = keyOf(key);
    return find(where).map(value -> read(where, value));
  }

  private static Map<String, @Nullable Object> read(CacheKey key, Blob value) {
    try {
      return JsonTree.object(value);
    } catch (IllegalArgumentException other) {
      throw unreadable(key, other, "load it with loadString or delete it");
    }
  }

  /**
   * Returns the object as a value of the type, as {@link JsonCodec} reads it. Empty if there is no
   * artifact.
   *
   * @throws CacheException {@code CORRUPT} if it is no value of that type
   * @throws IllegalArgumentException if {@link JsonCodec} does not take the type
   */
  public <V> Optional<V> load(String key, Class<V> type) {
    CacheKey where = keyOf(key);
    JsonCodec<V> codec = CompactJson.codec(type);
    return find(where).map(value -> decode(where, codec, value));
  }

  /**
   * Returns the text, or an object's JSON. Empty if there is no artifact.
   *
   * @throws CacheException {@code CORRUPT} if it is not UTF-8
   */
  public Optional<String> loadString(String key) {
    CacheKey where = keyOf(key);
    return find(where).map(value -> decode(where, Codec.text(), value));
  }

  private Optional<Blob> find(CacheKey key) {
    return storage.load(key).map(Entry::value);
  }

  private static <V> V decode(CacheKey key, Codec<V> codec, Blob value) {
    try {
      return codec.decode(value);
    } catch (IllegalArgumentException other) {
      throw unreadable(key, other, "load it as what it was saved as, or delete it");
    }
  }

  private static CacheException unreadable(
      CacheKey key, IllegalArgumentException problem, String cure) {
    return new CacheException(
        Code.CORRUPT, "load", key, problem.getMessage() + "; " + cure, problem);
  }

  /** Returns whether there is an artifact, an empty one too. */
  public boolean exists(String key) {
    return storage.exists(keyOf(key));
  }

  /** Removes the artifact and returns whether there was one. */
  public boolean delete(String key) {
    return storage.delete(keyOf(key));
  }

  /**
   * Returns the keys of all artifacts of this session and target, sorted.
   *
   * @throws CacheException {@code UNSUPPORTED} if the storage cannot list
   */
  public List<String> listKeys() {
    return listKeys("");
  }

  /**
   * Returns the keys of this session and target that begin with those characters, sorted; {@code
   * res} selects {@code results/a} and {@code resume}.
   *
   * @throws CacheException {@code UNSUPPORTED} if the storage cannot list
   * @throws IllegalArgumentException if no key can begin with it
   */
  public List<String> listKeys(String prefix) {
    String all = context.prefix();
    List<String> keys = new ArrayList<>();
    for (CacheKey found : found(all + prefix.substring(0, prefix.lastIndexOf('/') + 1))) {
      String key = found.name().substring(all.length());
      if (key.startsWith(prefix)) {
        keys.add(key);
      }
    }
    keys.sort(null);
    return keys;
  }

  /**
   * Removes all artifacts of this session and target; one that is saved meanwhile may stay.
   *
   * @return how many there were
   * @throws CacheException {@code UNSUPPORTED} if the storage cannot list
   */
  public int clear() {
    return storage.deleteAll(found(context.prefix()));
  }

  private Collection<CacheKey> found(String folder) {
    List<CacheKey> keys = new ArrayList<>();
    KeyQuery query = KeyQuery.in(namespace).withPrefix(folder).withPageSize(KeyQuery.MAX_PAGE_SIZE);
    Optional<String> next;
    do {
      KeyPage page = storage.listKeys(query);
      keys.addAll(page.keys());
      next = page.nextCursor();
      if (next.isPresent()) {
        query = query.after(next.get());
      }
    } while (next.isPresent());
    return keys;
  }

  /** Returns the namespace, the session and the target. */
  @Override
  public String toString() {
    ArtifactContext where = context;
    return "ArtifactStore[" + namespace + ", " + where.session() + ", " + where.target() + "]";
  }
}
