package dev.larder.service;

import java.util.LinkedHashMap;
import java.util.Map;

/** Asks the service who it is, and whether it is well. All of it needs the key. Thread-safe. */
public final class InfoCalls {

  private final ServiceCalls calls;

  InfoCalls(ServiceCalls calls) {
    this.calls = calls;
  }

  private JsonFields ask(String route) {
    return calls.object(ServiceCall.get("info " + route, Target.of("/info").then(route)));
  }

  /**
   * Returns whether it says that it is well.
   *
   * @throws dev.larder.storage.CacheException if it cannot be asked, or does not know the key
   */
  public boolean isHealthy() {
    return ask("health").text("status").equals("ok");
  }

  /** Returns which server answered. */
  public ServerIdentity server() {
    return ServerIdentity.of(ask("server"));
  }

  /** Returns its name and version. */
  public ServiceStatus status() {
    return ServiceStatus.of(ask("status"));
  }

  /** Returns the versions of what it is made of, by name. */
  public Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    JsonFields fields = ask("versions");
    fields.toMap().keySet().forEach(name -> versions.put(name, fields.text(name)));
    return versions;
  }
}
