package dev.larder.service;

import java.time.Instant;

/**
 * What became of the store of a zip.
 *
 * @param entry the new entry; its size is that of the archive
 * @param fileCount how many files are in it
 * @param storedAt when it was stored
 */
public record StoredZip(StoredEntry entry, int fileCount, Instant storedAt) {

  static StoredZip of(JsonFields fields) {
    return new StoredZip(
        StoredEntry.of(fields), fields.count("file_count"), fields.instant("stored_at"));
  }
}
