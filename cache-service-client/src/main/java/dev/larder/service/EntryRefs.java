package dev.larder.service;

import java.time.Instant;
import java.util.List;

/**
 * Where the files of an entry are.
 *
 * @param cacheId its id
 * @param cacheHash its hash
 * @param namespace the namespace
 * @param strategy where its files are
 * @param fileType {@code json} for texts and JSON, {@code binary} for bytes
 * @param paths all its files
 * @param contentFiles the files with its value, one for each place
 * @param dataFolders the folders of its children, one for each place
 * @param timestamp when it was stored
 */
public record EntryRefs(
    String cacheId,
    String cacheHash,
    String namespace,
    Strategy strategy,
    String fileType,
    EntryPaths paths,
    List<String> contentFiles,
    List<String> dataFolders,
    Instant timestamp) {

  /** Copies the lists. */
  public EntryRefs {
    contentFiles = List.copyOf(contentFiles);
    dataFolders = List.copyOf(dataFolders);
  }

  static EntryRefs of(JsonFields fields) {
    JsonFields files = fields.object("file_paths");
    return new EntryRefs(
        fields.name("cache_id"),
        fields.name("cache_hash"),
        fields.name("namespace"),
        fields.strategy("strategy"),
        fields.name("file_type"),
        EntryPaths.of(fields.object("all_paths")),
        files.texts("content_files"),
        files.texts("data_folders"),
        fields.instant("timestamp"));
  }
}
