package dev.larder.service;

import java.time.Instant;
import java.util.List;

/**
 * The entries of one hash.
 *
 * @param cacheHash the hash
 * @param entries the entries, the oldest first. The original service loses some that were stored at
 *     the same time
 * @param latestId the id that the hash stands for
 * @param totalVersions how many entries there are
 */
public record HashRefs(
    String cacheHash, List<Version> entries, String latestId, int totalVersions) {

  /**
   * One of the entries.
   *
   * @param cacheId its id
   * @param timestamp when it was stored
   */
  public record Version(String cacheId, Instant timestamp) {}

  /** Copies the list. */
  public HashRefs {
    entries = List.copyOf(entries);
  }

  static HashRefs of(JsonFields fields) {
    List<Version> entries =
        fields.objects("cache_ids").stream()
            .map(entry -> new Version(entry.name("cache_id"), entry.instant("timestamp")))
            .toList();
    return new HashRefs(
        fields.name("cache_hash"),
        entries,
        fields.name("latest_id"),
        fields.count("total_versions"));
  }
}
