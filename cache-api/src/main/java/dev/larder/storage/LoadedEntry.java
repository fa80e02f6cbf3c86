package dev.larder.storage;

/** An entry whose metadata is already at hand. */
record LoadedEntry(Blob value, EntryMetadata metadata) implements Entry {}
