package dev.larder.memory;

import dev.larder.storage.Blob;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry with a time to live, 64 bytes, which is a link in a list of the {@link ExpiryWheel}. */
final class ExpiringEntry extends MemoryEntry {

  private static final CacheKey MARK = CacheKey.of("mark", "mark");

  final CacheKey key;

  private final long expiresAt;

  // Owned by the wheel, which alone reads and writes them, under its lock.
  @Nullable ExpiringEntry previous;
  @Nullable ExpiringEntry next;

  ExpiringEntry(
      CacheKey key, Blob value, @Nullable SaveOptions labels, Stamp stamp, long timeToLiveMillis) {
    super(value, labels, stamp, stamp.deadline(timeToLiveMillis));
    this.key = key;
    this.expiresAt = stamp.savedAt() + timeToLiveMillis;
  }

  /** Returns an entry that is none, for the wheel's lists to begin and end at. */
  static ExpiringEntry mark() {
    return new ExpiringEntry(MARK, Blob.empty(), null, new Stamp(0, 0, 0, 0), 0);
  }

  @Override
  Instant expiresAt() {
    return Instant.ofEpochMilli(expiresAt);
  }
}
