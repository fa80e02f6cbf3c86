package dev.larder.config;

import dev.larder.spi.StorageProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The artifacts that bring the modes we know of, for advice where a jar is missing. */
final class Artifacts {

  private static final String GROUP = "dev.larder";

  private static final Map<String, String> BY_MODE =
      Map.of(
          "memory", "cache-memory",
          "disk", "cache-disk",
          "local", "cache-disk",
          "flight", "cache-flight",
          "cache_service", "cache-service-client",
          "service", "cache-service-client",
          "redis", "cache-redis",
          "s3", "cache-s3",
          "tiered", "cache-layers");

  private Artifacts() {}

  /** Returns every mode that has an artifact, aliases included. */
  static Set<String> modes() {
    return BY_MODE.keySet();
  }

  /** Returns the artifact of a mode in any spelling; empty if we know of none. */
  static Optional<String> of(String mode) {
    String plain = Formats.plain(mode);
    return BY_MODE.entrySet().stream()
        .filter(known -> Formats.plain(known.getKey()).equals(plain))
        .map(Map.Entry::getValue)
        .findAny();
  }

  /** Returns the version of this artifact, which all others share; empty where nothing tells. */
  static Optional<String> version() {
    Module module = StorageProvider.class.getModule();
    return module.isNamed()
        ? module.getDescriptor().rawVersion()
        : Optional.ofNullable(StorageProvider.class.getPackage().getImplementationVersion());
  }

  /** Returns lines that say how to add the artifact. */
  static List<String> howToAdd(String artifact, Optional<String> version) {
    String element = version.map(v -> "<version>" + v + "</version>").orElse("");
    return List.of(
        "Maven:  <dependency><groupId>"
            + GROUP
            + "</groupId><artifactId>"
            + artifact
            + "</artifactId>"
            + element
            + "</dependency>",
        "Gradle: implementation(\"" + coordinates(artifact, version) + "\")");
  }

  /** Returns group, artifact, and the version where it is known. */
  static String coordinates(String artifact, Optional<String> version) {
    return GROUP + ":" + artifact + version.map(v -> ":" + v).orElse("");
  }
}
