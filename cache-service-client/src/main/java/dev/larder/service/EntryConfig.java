package dev.larder.service;

import java.util.List;
import java.util.Optional;

/**
 * How an entry is kept.
 *
 * @param fileId the name of its file
 * @param fileKey the key it was stored under; empty if there was none
 * @param filePaths the folders of its files
 * @param fileType the name of the kind of file, {@code json} or {@code binary}
 * @param contentType the media type of the file
 * @param fileExtension the extension of the file
 */
public record EntryConfig(
    String fileId,
    Optional<String> fileKey,
    List<String> filePaths,
    String fileType,
    String contentType,
    String fileExtension) {

  /** Copies the list. */
  public EntryConfig {
    filePaths = List.copyOf(filePaths);
  }

  static EntryConfig of(JsonFields fields) {
    JsonFields type = fields.object("file_type");
    return new EntryConfig(
        fields.name("file_id"),
        fields.find("file_key"),
        fields.texts("file_paths"),
        type.name("name"),
        type.name("content_type"),
        type.name("file_extension"));
  }
}
