package dev.larder.memory;

import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of heap an entry counts for: those of the value, of the key's name and of the
 * labels, and a fixed sum for the objects around them, rounded up to 8.
 */
final class EntryWeight {

  /** What each entry counts for besides its bytes and its name, in bytes. */
  static final int OVERHEAD = MemoryStorageConfig.ENTRY_OVERHEAD;

  /** Objects are aligned to this many bytes, and so are weights. */
  static final int UNIT = 8;

  // A node of the sorted map, and one or two strings with their arrays.
  private static final int LABEL_OVERHEAD = 128;

  private EntryWeight() {}

  /** Returns the weight in bytes, a multiple of {@link #UNIT}. */
  static long of(CacheKey key, MemoryEntry entry) {
    return of(key, entry.size(), entry.labels());
  }

  /** Returns the weight in bytes of an entry with those parts. */
  static long of(CacheKey key, int size, @Nullable SaveOptions labels) {
    long bytes = (long) OVERHEAD + size + key.nameSize();
    if (labels != null) {
      bytes += labels(labels);
    }
    return (bytes + UNIT - 1) / UNIT * UNIT;
  }

  private static long labels(SaveOptions labels) {
    long bytes = 0;
    for (Map.Entry<String, String> attribute : labels.attributes().entrySet()) {
      bytes += LABEL_OVERHEAD + text(attribute.getKey()) + text(attribute.getValue());
    }
    for (String tag : labels.tags()) {
      bytes += LABEL_OVERHEAD + text(tag);
    }
    return bytes;
  }

  /** Returns the bytes of a string's array: two for each character once one is not Latin-1. */
  private static int text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return 2 * text.length();
      }
    }
    return text.length();
  }
}
