package dev.larder.backend;

import dev.larder.storage.Blob;
import java.util.Optional;

/**
 * What a pipeline caches with: a signature for each node, and the result behind it.
 *
 * <p>Writers store the result first and the signature last, so that whoever finds a signature finds
 * its result, or a newer one. Thread-safe. Failures are {@link dev.larder.storage.CacheException}s.
 * To keep results somewhere else, implement the five methods; {@code CacheBackendContractTest} of
 * the test kit tells whether they are right.
 */
public interface CacheBackend {

  /**
   * Returns the signature of the node, or empty if there is none, it cannot be read, or its result
   * is gone; in the last two cases it is removed.
   */
  Optional<NodeSignature> getMeta(String node);

  /** Stores the signature in place of the node's old one. Call it after {@link #setBlob}. */
  void setMeta(NodeSignature signature);

  /** Returns the result stored under the key, or empty if there is none. */
  Optional<Blob> getBlob(String key);

  /** Stores the result in place of the key's old one. */
  void setBlob(String key, Blob value);

  /** Removes all signatures and results of this backend, and nothing else. */
  void clear();
}
