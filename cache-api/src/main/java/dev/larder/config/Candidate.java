package dev.larder.config;

import dev.larder.spi.StorageProvider;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider that was found.
 *
 * @param provider the provider
 * @param mode its mode
 * @param names mode and aliases as they are compared
 */
record Candidate(StorageProvider provider, String mode, List<String> names) {

  /** Asks the provider for its names, which may fail as it may at loading. */
  static Candidate of(StorageProvider provider) {
    List<String> names = new ArrayList<>();
    names.add(Formats.plain(provider.mode()));
    provider.aliases().forEach(alias -> names.add(Formats.plain(alias)));
    return new Candidate(provider, provider.mode(), List.copyOf(names));
  }

  boolean answersTo(String wanted) {
    return names.contains(Formats.plain(wanted));
  }

  /**
   * Returns the names that somebody who wrote the mode in that way may take its variables to begin
   * with: the very text, and the aliases that it stands for.
   */
  List<String> spellings(String wanted) {
    List<String> spellings = new ArrayList<>();
    spellings.add(wanted.strip());
    provider.aliases().stream()
        .filter(alias -> Formats.plain(alias).equals(Formats.plain(wanted)))
        .forEach(spellings::add);
    return spellings;
  }

  /** Returns mode and jar, such as {@code memory (cache-memory-1.0.0.jar)}. */
  String shown() {
    return mode + " (" + jar() + ")";
  }

  /** Returns class and jar. */
  String claimant() {
    return provider.getClass().getName() + " (" + jar() + ")";
  }

  /** Returns the file that the provider came from; a directory with its whole path. */
  private String jar() {
    CodeSource source = provider.getClass().getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    if (location == null) {
      return "unknown jar";
    }
    String path = location.getPath();
    if (path.endsWith("!/")) {
      path = path.substring(0, path.length() - 2);
    }
    return path.endsWith("/") ? path : path.substring(path.lastIndexOf('/') + 1);
  }
}
