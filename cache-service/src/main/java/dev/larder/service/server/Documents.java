package dev.larder.service.server;

import dev.larder.service.JsonForm;
import dev.larder.storage.Blob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents that lie beside an entry's content. */
final class Documents {

  private static final Map<String, @Nullable Object> JSON_TYPE =
      Json.object(
          "name", "json",
          "content_type", "application/json; charset=utf-8",
          "file_extension", "json",
          "encoding", "utf-8",
          "serialization", "json");

  private static final Map<String, @Nullable Object> BINARY_TYPE =
      Json.object(
          "name", "binary",
          "content_type", Reply.BYTES,
          "file_extension", "bin",
          "encoding", null,
          "serialization", "binary");

  private Documents() {}

  /** Returns the document on how the content is kept. */
  static Blob config(NewEntry entry) {
    boolean binary = entry.fileType().equals("binary");
    return Blob.wrap(
        JsonForm.INDENT_4.bytes(
            Json.object(
                "exists_strategy", "first",
                "file_id", entry.fileId(),
                "file_key", entry.cacheKey(),
                "file_paths", entry.dirs(),
                "file_type", binary ? BINARY_TYPE : JSON_TYPE)));
  }

  /** Returns the document on what the content is. */
  static Blob metadata(NewEntry entry, Upload upload) {
    return Blob.wrap(
        JsonForm.INDENT_4.bytes(
            Json.object(
                "content__hash",
                upload.contentHash(),
                "content__size",
                upload.size(),
                "chain_hash",
                null,
                "previous_version_path",
                null,
                "tags",
                List.of(),
                "timestamp",
                entry.now().toEpochMilli(),
                "data",
                data(entry, upload.hash()))));
  }

  private static Map<String, @Nullable Object> data(NewEntry entry, String hash) {
    return Json.object(
        "cache_hash",
        hash,
        "cache_key",
        entry.cacheKey(),
        "cache_id",
        entry.id(),
        "content_encoding",
        entry.contentEncoding(),
        "file_id",
        entry.fileId(),
        "file_type",
        entry.fileType(),
        "json_field_path",
        entry.fieldPath(),
        "namespace",
        entry.namespace(),
        "stored_at",
        entry.now().toEpochMilli(),
        "strategy",
        entry.strategy().wireName());
  }
}
