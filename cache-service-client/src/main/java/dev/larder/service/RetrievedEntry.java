package dev.larder.service;

import org.jspecify.annotations.Nullable;

/**
 * An entry as a whole.
 *
 * @param kind what kind of value it has
 * @param value the text, or the tree of the JSON value, or null for bytes: those have a route of
 *     their own
 * @param details what the service remembers of it
 */
public record RetrievedEntry(EntryKind kind, @Nullable Object value, EntryDetails details) {

  static RetrievedEntry of(JsonFields fields) {
    EntryDetails details = EntryDetails.of(fields.object("metadata"));
    if (fields.has("binary_url")) {
      return new RetrievedEntry(EntryKind.BINARY, null, details);
    }
    boolean text = fields.name("data_type").equals(EntryKind.STRING.wireName());
    return new RetrievedEntry(
        text ? EntryKind.STRING : EntryKind.JSON, fields.value("data"), details);
  }
}
