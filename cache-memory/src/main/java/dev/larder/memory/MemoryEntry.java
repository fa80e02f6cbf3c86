package dev.larder.memory;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the table holds for a key and a load hands out: one object, 40 bytes. The metadata is built
 * for those who ask.
 */
sealed class MemoryEntry implements Entry permits ExpiringEntry {

  private final Blob value;
  // Null where there are neither attributes nor tags, which is most often.
  private final @Nullable SaveOptions labels;
  private final long savedAt;
  private final long version;

  MemoryEntry(Blob value, @Nullable SaveOptions labels, long savedAt, long version) {
    this.value = value;
    this.labels = labels;
    this.savedAt = savedAt;
    this.version = version;
  }

  @Override
  public final Blob value() {
    return value;
  }

  @Override
  public final EntryMetadata metadata() {
    EntryMetadata.Builder metadata =
        EntryMetadata.builder(value.size(), version, Instant.ofEpochMilli(savedAt));
    if (labels != null) {
      metadata.labels(labels);
    }
    return metadata.expiresAt(expiresAt()).build();
  }

  final @Nullable SaveOptions labels() {
    return labels;
  }

  /** Returns whether the entry was not written since its metadata had that version. */
  final boolean hasVersion(String token) {
    return Long.toString(version, 36).equals(token);
  }

  @Nullable Instant expiresAt() {
    return null;
  }
}
