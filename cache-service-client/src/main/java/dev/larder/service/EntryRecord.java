package dev.larder.service;

import java.time.Instant;
import java.util.List;

/**
 * What is kept beside the file of an entry.
 *
 * @param contentHash the first ten hexadecimal digits of the MD5 of the stored form. The original
 *     service keeps that of the first value where another took its place
 * @param contentSize the bytes of the stored form, with the same restriction
 * @param tags always none so far
 * @param timestamp when it was written first
 * @param details what the service remembers of the entry
 */
public record EntryRecord(
    String contentHash,
    long contentSize,
    List<String> tags,
    Instant timestamp,
    EntryDetails details) {

  /** Copies the list. */
  public EntryRecord {
    tags = List.copyOf(tags);
  }

  static EntryRecord of(JsonFields fields) {
    return new EntryRecord(
        fields.name("content__hash"),
        fields.number("content__size"),
        fields.texts("tags"),
        fields.instant("timestamp"),
        EntryDetails.of(fields.object("data")));
  }
}
