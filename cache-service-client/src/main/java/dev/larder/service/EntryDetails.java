package dev.larder.service;

import java.time.Instant;
import java.util.Optional;

/**
 * What the service remembers of an entry.
 *
 * @param cacheId its id
 * @param cacheHash its hash
 * @param cacheKey the key it was stored under; empty if there was none
 * @param fileId the name of its file
 * @param namespace the namespace
 * @param strategy where its files are
 * @param storedAt when it was stored
 * @param fileType {@code json} for texts and JSON, {@code binary} for bytes
 * @param contentEncoding the coding it was sent in; empty if in none
 * @param jsonFieldPath the field whose hash it has; empty if it has that of the whole value, or if
 *     this call does not tell
 * @param contentSize the bytes of the value; the original service says 0 always
 */
public record EntryDetails(
    String cacheId,
    String cacheHash,
    Optional<String> cacheKey,
    String fileId,
    String namespace,
    Strategy strategy,
    Instant storedAt,
    String fileType,
    Optional<String> contentEncoding,
    Optional<String> jsonFieldPath,
    long contentSize) {

  static EntryDetails of(JsonFields fields) {
    return new EntryDetails(
        fields.name("cache_id"),
        fields.name("cache_hash"),
        fields.find("cache_key"),
        fields.name("file_id"),
        fields.name("namespace"),
        fields.strategy("strategy"),
        fields.instant("stored_at"),
        fields.name("file_type"),
        fields.find("content_encoding"),
        fields.find("json_field_path"),
        fields.has("content_size") ? fields.number("content_size") : 0);
  }
}
