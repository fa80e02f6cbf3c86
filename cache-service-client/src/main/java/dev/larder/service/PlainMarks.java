package dev.larder.service;

import dev.larder.storage.CacheKey;
import dev.larder.storage.EntryMetadata;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the service cannot keep of plain values: which save they are of. It is known for the last
 * ones that were saved through this storage; of others only the bytes are known. Thread-safe.
 */
final class PlainMarks {

  private static final int MOST = 10_000;
  private static final int HASH_BYTES = 16;

  /**
   * One save.
   *
   * @param hash the hash of the value
   * @param version the version of the entry
   * @param savedAt when it was
   */
  record Mark(String hash, String version, Instant savedAt) {}

  private final Map<CacheKey, Mark> marks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CacheKey, Mark> eldest) {
          return size() > MOST;
        }
      };

  // Begins anywhere, so that no version of another process is taken for one of this.
  private final AtomicLong numbers = new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 60));

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String hash(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
  }

  /** Remembers that the value with that hash was saved, and returns its metadata. */
  EntryMetadata saved(CacheKey key, String hash, long size, Instant now) {
    String version = hash + "." + Long.toString(numbers.incrementAndGet(), 36);
    Mark mark = new Mark(hash, version, now);
    synchronized (marks) {
      marks.remove(key);
      marks.put(key, mark);
    }
    return EntryMetadata.builder(size, version, now).build();
  }

  void deleted(CacheKey key) {
    synchronized (marks) {
      marks.remove(key);
    }
  }

  @Nullable Mark find(CacheKey key) {
    synchronized (marks) {
      return marks.get(key);
    }
  }

  /**
   * Returns the metadata of a value that was loaded.
   *
   * @param candidates the marks from before and after the load, of which one may be that of the
   *     value
   */
  static EntryMetadata metadata(String hash, long size, @Nullable Mark... candidates) {
    for (Mark mark : candidates) {
      if (mark != null && mark.hash().equals(hash)) {
        return EntryMetadata.builder(size, mark.version(), mark.savedAt()).build();
      }
    }
    return EntryMetadata.builder(size, hash, Instant.EPOCH).build();
  }
}
