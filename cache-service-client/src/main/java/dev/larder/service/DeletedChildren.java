package dev.larder.service;

import java.util.List;

/**
 * What became of the delete of all children.
 *
 * @param count how many files were deleted
 * @param files the files that were deleted
 */
public record DeletedChildren(int count, List<String> files) {

  /** Copies the list. */
  public DeletedChildren {
    files = List.copyOf(files);
  }

  static DeletedChildren of(JsonFields fields) {
    return new DeletedChildren(fields.count("deleted_count"), fields.texts("deleted_files"));
  }
}
