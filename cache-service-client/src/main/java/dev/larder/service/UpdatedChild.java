package dev.larder.service;

/**
 * What became of the update of a child.
 *
 * @param cacheId the id of its entry
 * @param kind what kind of value it has
 * @param folder its folder; empty if it is in none
 * @param fileId its file id
 * @param path the first file that was written
 * @param fileSize the bytes that were written
 */
public record UpdatedChild(
    String cacheId, EntryKind kind, String folder, String fileId, String path, long fileSize) {

  static UpdatedChild of(JsonFields fields) {
    return new UpdatedChild(
        fields.name("cache_id"),
        fields.kind("data_type"),
        fields.text("data_key"),
        fields.name("data_file_id"),
        fields.name("file_path"),
        fields.number("file_size"));
  }
}
