package dev.larder.service;

/**
 * How many files a namespace has. The original service counts those of the whole storage, once for
 * each of the figures.
 *
 * @param namespace the namespace
 * @param ttlHours for how many hours entries are kept, which the original service does not enforce
 * @param directFiles files of the strategy {@code direct}
 * @param temporalFiles files of the strategy {@code temporal}
 * @param temporalLatestFiles files of the strategy {@code temporal_latest}
 * @param temporalVersionedFiles files of the strategy {@code temporal_versioned}
 * @param hashRefs references by hash
 * @param idRefs references by id
 * @param totalFiles all files
 */
public record NamespaceStats(
    String namespace,
    long ttlHours,
    long directFiles,
    long temporalFiles,
    long temporalLatestFiles,
    long temporalVersionedFiles,
    long hashRefs,
    long idRefs,
    long totalFiles) {

  static NamespaceStats of(JsonFields fields) {
    return new NamespaceStats(
        fields.name("namespace"),
        fields.number("ttl_hours"),
        fields.number("direct_files"),
        fields.number("temporal_files"),
        fields.number("temporal_latest_files"),
        fields.number("temporal_versioned_files"),
        fields.number("refs_hash_files"),
        fields.number("refs_id_files"),
        fields.number("total_files"));
  }
}
