package dev.larder.service;

/** Reads entries of one namespace. Thread-safe. */
public final class RetrieveCalls {

  private final ServiceCalls calls;
  private final String namespace;

  RetrieveCalls(ServiceCalls calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  /** Returns the reads of the entry with that id; they check it. */
  public EntryReads id(String cacheId) {
    return new EntryReads(calls, namespace, cacheId);
  }

  /** Returns the reads of the latest entry with that hash; they check it. */
  public HashReads hash(String cacheHash) {
    return new HashReads(calls, namespace, cacheHash);
  }
}
