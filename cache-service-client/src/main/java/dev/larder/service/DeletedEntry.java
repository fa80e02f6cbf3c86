package dev.larder.service;

import java.util.List;

/**
 * What became of a delete.
 *
 * @param outcome whether there was such an entry, and whether all its files were there
 * @param deletedPaths the files that were deleted
 * @param failedPaths the files that were gone already
 */
public record DeletedEntry(Outcome outcome, List<String> deletedPaths, List<String> failedPaths) {

  /** How a delete ended. */
  public enum Outcome {
    /** All files of the entry are deleted. */
    SUCCESS,
    /** Some had been gone already, with another entry of the same file. */
    PARTIAL,
    /** There was no such entry. */
    NOT_FOUND
  }

  /** Copies the lists. */
  public DeletedEntry {
    deletedPaths = List.copyOf(deletedPaths);
    failedPaths = List.copyOf(failedPaths);
  }

  /** Returns whether there was such an entry. */
  public boolean existed() {
    return outcome != Outcome.NOT_FOUND;
  }

  static DeletedEntry of(JsonFields fields) {
    Outcome outcome =
        switch (fields.name("status")) {
          case "success" -> Outcome.SUCCESS;
          case "partial" -> Outcome.PARTIAL;
          case "not_found" -> Outcome.NOT_FOUND;
          default -> throw fields.wrong("status");
        };
    return new DeletedEntry(outcome, fields.texts("deleted_paths"), fields.texts("failed_paths"));
  }
}
