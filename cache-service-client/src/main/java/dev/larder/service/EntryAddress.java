package dev.larder.service;

import dev.larder.storage.Namespace;

/**
 * Which entry of a service.
 *
 * @param namespace the namespace of its keys
 * @param name the session and the target
 */
record EntryAddress(Namespace namespace, EntryName name) {

  /** The longest path of a file that every cache service takes. */
  private static final int LONGEST_PATH = 512;

  private static final String LONGEST_EXTENSION = ".json";

  /** Returns the namespace as the service has it. */
  String serviceNamespace() {
    return ChildAddress.serviceNamespace(namespace);
  }

  /** Returns how many characters folder and file of a child may have together. */
  int room() {
    String around =
        serviceNamespace()
            + "/data/key-based/"
            + name.cacheKey()
            + "/perf-entry/data/"
            + LONGEST_EXTENSION;
    return LONGEST_PATH - around.length();
  }
}
