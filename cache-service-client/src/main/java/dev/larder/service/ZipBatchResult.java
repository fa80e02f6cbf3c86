package dev.larder.service;

import java.util.List;

/**
 * What became of a batch on a zip.
 *
 * @param success whether every step was taken
 * @param cacheId the id of the new entry, or of the original where nothing was changed
 * @param applied how many steps were taken
 * @param failed how many failed
 * @param steps each step that was tried, in order
 * @param added the files that were added
 * @param removed the files that were removed
 * @param modified the files with another content
 * @param rolledBack whether nothing was changed because one step failed
 * @param error what went wrong; empty if nothing did
 */
public record ZipBatchResult(
    boolean success,
    String cacheId,
    int applied,
    int failed,
    List<Step> steps,
    List<String> added,
    List<String> removed,
    List<String> modified,
    boolean rolledBack,
    String error) {

  /**
   * One step.
   *
   * @param action what it was to do
   * @param path the file
   * @param success whether it did
   * @param error what went wrong; empty if nothing did
   */
  public record Step(String action, String path, boolean success, String error) {}

  /** Copies the lists. */
  public ZipBatchResult {
    steps = List.copyOf(steps);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    modified = List.copyOf(modified);
  }

  static ZipBatchResult of(JsonFields fields) {
    List<Step> steps =
        fields.objects("operation_results").stream()
            .map(
                step ->
                    new Step(
                        step.text("action"),
                        step.text("path"),
                        step.flag("success"),
                        step.text("error")))
            .toList();
    return new ZipBatchResult(
        fields.flag("success"),
        fields.text("cache_id"),
        fields.count("operations_applied"),
        fields.count("operations_failed"),
        steps,
        fields.texts("files_added"),
        fields.texts("files_removed"),
        fields.texts("files_modified"),
        fields.flag("rollback_performed"),
        fields.text("error_message"));
  }
}
