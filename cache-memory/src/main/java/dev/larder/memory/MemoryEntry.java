package dev.larder.memory;

import dev.larder.storage.Blob;
import dev.larder.storage.Entry;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the table holds for a key and a load hands out: one object, 48 bytes, and the bytes of the
 * value. The metadata is built for those who ask.
 *
 * <p>A small value is kept as the array of its bytes, and each load makes a blob of it: a blob that
 * is kept would be one more object to reach on every load. A larger value is kept, and handed out,
 * as the blob that it came as.
 */
sealed class MemoryEntry implements Entry permits ExpiringEntry {

  /** Up to how many bytes a value is small. */
  static final int SMALL = 512;

  /** The {@link #deadline} of an entry that lives for ever. */
  static final long NEVER = Long.MAX_VALUE;

  /**
   * From this moment of the storage's ticker on the entry is gone. Declared first, to lie beside
   * the value: each load reads both, and they should come with one access to memory.
   */
  final long deadline;

  // The bytes of a small value, the blob of a larger one.
  private final Object value;
  // Null where there are neither attributes nor tags, which is most often.
  private final @Nullable SaveOptions labels;
  private final long savedAt;
  private final long version;

  /** Makes an entry that lives for ever. */
  MemoryEntry(Blob value, @Nullable SaveOptions labels, Stamp stamp) {
    this(value, labels, stamp, NEVER);
  }

  MemoryEntry(Blob value, @Nullable SaveOptions labels, Stamp stamp, long deadline) {
    this.value = value.size() <= SMALL ? WholeArray.of(value) : value;
    this.labels = labels;
    this.savedAt = stamp.savedAt();
    this.version = stamp.version();
    this.deadline = deadline;
  }

  @Override
  public final Blob value() {
    return value instanceof byte[] bytes ? Blob.wrap(bytes) : (Blob) value;
  }

  final int size() {
    return value instanceof byte[] bytes ? bytes.length : ((Blob) value).size();
  }

  @Override
  public final EntryMetadata metadata() {
    EntryMetadata.Builder metadata =
        EntryMetadata.builder(size(), version, Instant.ofEpochMilli(savedAt));
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
