package dev.larder.service;

/**
 * A child in a list.
 *
 * @param kind what kind of value it has
 * @param folder its folder on the storage; empty if it is in none
 * @param fileId its file id
 * @param path its file
 * @param size its bytes
 */
public record ListedChild(EntryKind kind, String folder, String fileId, String path, long size) {

  static ListedChild of(JsonFields fields) {
    return new ListedChild(
        fields.kind("data_type"),
        fields.text("data_key"),
        fields.name("data_file_id"),
        fields.name("file_path"),
        fields.number("file_size"));
  }
}
