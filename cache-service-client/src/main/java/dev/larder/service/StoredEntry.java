package dev.larder.service;

/**
 * What became of a store.
 *
 * @param cacheId the id of the entry
 * @param cacheHash its hash
 * @param namespace the namespace
 * @param paths the files that this store wrote; those that were there already are not listed
 * @param size the bytes of the stored form. The original service tells the size of the first value
 *     where another took its place
 */
public record StoredEntry(
    String cacheId, String cacheHash, String namespace, EntryPaths paths, long size) {

  static StoredEntry of(JsonFields fields) {
    return new StoredEntry(
        fields.name("cache_id"),
        fields.name("cache_hash"),
        fields.name("namespace"),
        EntryPaths.of(fields.object("paths")),
        fields.number("size"));
  }
}
