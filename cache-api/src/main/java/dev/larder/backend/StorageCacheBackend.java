package dev.larder.backend;

import dev.larder.Codec;
import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.Entry;
import dev.larder.storage.Namespace;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.Storage;
import java.util.Objects;
import java.util.Optional;

/**
 * A backend over any storage: signatures under {@code meta/}, results under {@code blob/} of a
 * namespace that belongs to this backend alone.
 *
 * <p>A node or key may be any text that is not empty; what cannot stand in a {@link CacheKey} is
 * escaped, and what is too long ends in a hash. Does not close the storage. Thread-safe.
 */
public final class StorageCacheBackend implements CacheBackend {

  private final Storage storage;
  private final Namespace namespace;
  private final Codec<NodeSignature> codec;

  /**
   * Makes a backend.
   *
   * @param storage where to keep everything
   * @param namespace a namespace that nobody else writes to: {@link #clear()} empties it
   * @param codec the form of the signatures, such as that of {@code cache-json}
   * @throws IllegalArgumentException if the namespace is not legal
   */
  public StorageCacheBackend(Storage storage, String namespace, Codec<NodeSignature> codec) {
    this.storage = Objects.requireNonNull(storage, "storage");
    this.namespace = Namespace.of(Objects.requireNonNull(namespace, "namespace"));
    this.codec = Objects.requireNonNull(codec, "codec");
  }

  @Override
  public Optional<NodeSignature> getMeta(String node) {
    CacheKey meta = metaKey(node);
    Optional<Entry> stored = storage.load(meta);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Optional<NodeSignature> signature = decoded(stored.get());
    if (signature.isPresent() && storage.exists(blobKey(node))) {
      return signature;
    }
    // No storage deletes on condition of a version: a writer who stores anew at this moment loses
    // a signature at worst, which is a miss.
    storage.delete(meta);
    return Optional.empty();
  }

  private Optional<NodeSignature> decoded(Entry entry) {
    try {
      return Optional.of(codec.decode(entry.value()));
    } catch (RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public void setMeta(NodeSignature signature) {
    storage.save(metaKey(signature.node()), codec.encode(signature), SaveOptions.defaults());
  }

  @Override
  public Optional<Blob> getBlob(String key) {
    return storage.load(blobKey(key)).map(Entry::value);
  }

  @Override
  public void setBlob(String key, Blob value) {
    storage.save(blobKey(key), value, SaveOptions.defaults());
  }

  @Override
  public void clear() {
    storage.clear(namespace);
  }

  private CacheKey metaKey(String node) {
    return CacheKey.of(namespace, "meta/" + KeyText.escape(node));
  }

  private CacheKey blobKey(String key) {
    return CacheKey.of(namespace, "blob/" + KeyText.escape(key));
  }
}
