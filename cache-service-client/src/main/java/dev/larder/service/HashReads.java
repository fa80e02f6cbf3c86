package dev.larder.service;

import java.util.Optional;

/** Reads the latest entry of one hash. Thread-safe. */
public final class HashReads extends ValueReads {

  HashReads(ServiceCalls calls, String namespace, String cacheHash) {
    super(calls, () -> Target.in(namespace).then("retrieve/hash").hash(cacheHash));
  }

  /** Returns what the service remembers of the entry; empty if there is none. */
  public Optional<EntryDetails> details() {
    return calls().findObject(call("metadata")).map(EntryDetails::of);
  }

  /** Returns all entries of the hash; empty if there is none. */
  public Optional<HashRefs> refs() {
    return calls().findObject(call("refs-hash")).map(HashRefs::of);
  }

  /** Returns the id of the entry; empty if there is none. */
  public Optional<String> cacheId() {
    return calls().findObject(call("cache-id")).map(fields -> fields.name("cache_id"));
  }
}
