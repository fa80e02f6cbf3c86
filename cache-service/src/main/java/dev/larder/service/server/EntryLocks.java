package dev.larder.service.server;

import java.util.function.Supplier;

/**
 * Who may change what of the entries at the same time.
 *
 * <p>Who needs several locks takes the namespace's first, then the file's, then the hash's. Who
 * stores or deletes shares the namespace with all others that do, so only clearing it makes anybody
 * wait.
 */
final class EntryLocks {

  private final Locks namespaces = new Locks();
  private final Locks files = new Locks();
  private final Locks hashes = new Locks();

  /** Does something to an entry while nobody else changes its files or clears its namespace. */
  <T> T changing(String namespace, String file, Supplier<T> action) {
    return namespaces.shared(namespace, () -> files.alone(file, action));
  }

  /** Does something beside an entry, which stays meanwhile if it is there. */
  <T> T beside(String namespace, String file, Supplier<T> action) {
    return namespaces.shared(namespace, () -> files.shared(file, action));
  }

  /** Does something to the entries of a hash while nobody else adds or removes one. */
  <T> T changingHash(String namespace, String hash, Supplier<T> action) {
    return hashes.alone(namespace + "/" + hash, action);
  }

  /** Reads the entries of a hash while nobody adds or removes one. */
  <T> T readingHash(String namespace, String hash, Supplier<T> action) {
    return hashes.shared(namespace + "/" + hash, action);
  }

  /** Does something to a namespace while nobody stores into it or deletes from it. */
  <T> T clearing(String namespace, Supplier<T> action) {
    return namespaces.alone(namespace, action);
  }
}
