package dev.larder.service;

import java.time.Instant;
import java.util.List;

/**
 * What became of an update. The hash is still that of the first value.
 *
 * @param cacheId the id of the entry
 * @param cacheHash its hash
 * @param namespace the namespace
 * @param paths the files that were written
 * @param size the bytes of the new value. The original service counts the characters of a text and
 *     the members of an object
 * @param timestamp when it was written
 */
public record UpdatedEntry(
    String cacheId,
    String cacheHash,
    String namespace,
    List<String> paths,
    long size,
    Instant timestamp) {

  /** Copies the list. */
  public UpdatedEntry {
    paths = List.copyOf(paths);
  }

  static UpdatedEntry of(JsonFields fields) {
    return new UpdatedEntry(
        fields.name("cache_id"),
        fields.name("cache_hash"),
        fields.name("namespace"),
        fields.texts("paths"),
        fields.number("size"),
        fields.instant("timestamp"));
  }
}
