package dev.larder.storage;

import java.util.Objects;

/** An entry whose metadata is already at hand. */
record LoadedEntry(Blob value, EntryMetadata metadata) implements Entry {

  LoadedEntry {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(metadata, "metadata");
  }
}
