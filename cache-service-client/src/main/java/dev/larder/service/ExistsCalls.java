package dev.larder.service;

/** Asks whether one namespace has an entry. Thread-safe. */
public final class ExistsCalls {

  private final ServiceCalls calls;
  private final String namespace;

  ExistsCalls(ServiceCalls calls, String namespace) {
    this.calls = calls;
    this.namespace = namespace;
  }

  /** Returns whether there is an entry with that id. Its value may be gone with another entry's. */
  public boolean id(String cacheId) {
    return ask(Target.in(namespace).then("exists/id").id(cacheId));
  }

  /** Returns whether there is an entry with that hash. */
  public boolean hash(String cacheHash) {
    return ask(Target.in(namespace).then("exists/hash").hash(cacheHash));
  }

  private boolean ask(Target target) {
    return calls.object(ServiceCall.get("exists", target)).flag("exists");
  }
}
