package dev.larder.service;

import java.util.List;

/** What is known of namespaces. One that nobody stored in is an empty one. Thread-safe. */
public final class NamespaceCalls {

  private final ServiceCalls calls;

  NamespaceCalls(ServiceCalls calls) {
    this.calls = calls;
  }

  /** Returns the namespaces that have a file, sorted. */
  public List<String> list() {
    return calls.texts(ServiceCall.get("namespaces", Target.of("/namespaces/list")));
  }

  /** Returns the ids of all entries, sorted. */
  public List<String> cacheIds(String namespace) {
    return calls.texts(ServiceCall.get("namespace ids", Target.in(namespace).then("file-ids")));
  }

  /** Returns the hashes of all entries, sorted. */
  public List<String> cacheHashes(String namespace) {
    return calls.texts(
        ServiceCall.get("namespace hashes", Target.in(namespace).then("file-hashes")));
  }

  /** Returns how many files it has. */
  public NamespaceStats stats(String namespace) {
    Target target = Target.in(namespace).then("stats");
    return NamespaceStats.of(calls.object(ServiceCall.get("namespace stats", target)));
  }
}
