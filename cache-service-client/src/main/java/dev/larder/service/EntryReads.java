package dev.larder.service;

import java.util.Optional;

/** Reads one entry by its id. Thread-safe. */
public final class EntryReads extends ValueReads {

  EntryReads(ServiceCalls calls, String namespace, String cacheId) {
    super(calls, () -> Target.in(namespace).then("retrieve").id(cacheId));
  }

  /** Returns how it is kept; empty if there is no entry. */
  public Optional<EntryConfig> config() {
    return calls().findObject(call("config")).map(EntryConfig::of);
  }

  /** Returns what is kept beside its value; empty if there is no entry. */
  public Optional<EntryRecord> metadata() {
    return calls().findObject(call("metadata")).map(EntryRecord::of);
  }

  /** Returns where its files are; empty if there is no entry. */
  public Optional<EntryRefs> refs() {
    return calls().findObject(call("refs")).map(EntryRefs::of);
  }

  /** Returns where its files are and what is in them; empty if there is no entry. */
  public Optional<AllEntryRefs> allRefs() {
    return calls().findObject(call("refs/all")).map(AllEntryRefs::of);
  }
}
