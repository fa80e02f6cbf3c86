package dev.larder.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of an entry are, with what is in those that are not its value.
 *
 * @param refs where they are
 * @param details the JSON of each file, by its path
 */
public record AllEntryRefs(EntryRefs refs, Map<String, @Nullable Object> details) {

  static AllEntryRefs of(JsonFields fields) {
    return new AllEntryRefs(EntryRefs.of(fields.object("by_id")), fields.object("details").toMap());
  }
}
