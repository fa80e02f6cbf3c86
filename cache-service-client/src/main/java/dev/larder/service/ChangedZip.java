package dev.larder.service;

import java.util.List;

/**
 * What became of a change of a zip. The entry that was changed stays as it is; the changed archive
 * is a new one.
 *
 * @param cacheId the id of the new entry
 * @param originalId the id of the entry that was changed
 * @param filesAffected the files that were added or deleted; deleting one that is not there is no
 *     failure
 */
public record ChangedZip(String cacheId, String originalId, List<String> filesAffected) {

  /** Copies the list. */
  public ChangedZip {
    filesAffected = List.copyOf(filesAffected);
  }

  static ChangedZip of(JsonFields fields) {
    return new ChangedZip(
        fields.name("cache_id"), fields.text("original_cache_id"), fields.texts("files_affected"));
  }
}
