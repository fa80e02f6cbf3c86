package dev.larder.benchmarks;

import java.util.List;

/** Who is measured in the comparison of the cache service. */
enum ServiceRival implements Rival {
  // Stacks for HTTP, all against the same small server.
  BARE_SOCKET("bare socket"),
  LARDER_HTTP("Larder's transport"),
  JDK_CLIENT("JDK HttpClient"),
  URL_CONNECTION("JDK HttpURLConnection"),
  APACHE("Apache HttpClient 5, classic"),

  // Ways to load a child.
  BARE_TO_REAL("bare connection, real service"),
  OFFICIAL("official client, real service"),
  OFFICIAL_IN_MEMORY("official client, in memory"),
  STORAGE_TO_REAL("ServiceStorage, real service"),
  STORAGE_TO_TWIN("ServiceStorage, twin"),
  STORAGE_IN_MEMORY("ServiceStorage, twin, IN_MEMORY"),

  // Servers.
  REAL("real service"),
  TWIN("twin");

  private final String label;

  ServiceRival(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public boolean isLocal() {
    return switch (this) {
      case BARE_SOCKET, LARDER_HTTP, JDK_CLIENT, URL_CONNECTION, APACHE, STORAGE_IN_MEMORY -> true;
      // These have a server in a process of its own, or are not ours to count.
      case BARE_TO_REAL,
          OFFICIAL,
          OFFICIAL_IN_MEMORY,
          STORAGE_TO_REAL,
          STORAGE_TO_TWIN,
          REAL,
          TWIN ->
          false;
    };
  }

  @Override
  public List<String> flags() {
    String root = System.getProperty("larder.root", "");
    return List.of("-Dlarder.root=" + root, "-Dlarder.foreign=" + root + "/foreign-programs");
  }
}
