package dev.larder.service;

import java.time.Instant;
import java.util.List;

/**
 * What became of the store of a child.
 *
 * @param cacheId the id of its entry
 * @param kind what kind of value it has
 * @param folder the folder as the service took it; empty if it is in none
 * @param fileId the file id as the service took it, or the one that it made
 * @param fileSize the bytes that were written, for each place
 * @param files the files that were written
 * @param timestamp when
 */
public record StoredChild(
    String cacheId,
    EntryKind kind,
    String folder,
    String fileId,
    long fileSize,
    List<String> files,
    Instant timestamp) {

  /** Copies the list. */
  public StoredChild {
    files = List.copyOf(files);
  }

  static StoredChild of(JsonFields fields) {
    return new StoredChild(
        fields.name("cache_id"),
        fields.kind("data_type"),
        fields.text("data_key"),
        fields.name("file_id"),
        fields.number("file_size"),
        fields.texts("data_files_created"),
        fields.instant("timestamp"));
  }
}
