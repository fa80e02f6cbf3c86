package dev.larder.disk;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import dev.larder.storage.SaveOptions;
import org.jspecify.annotations.Nullable;

/** Refuses a save whose condition does not hold. */
final class Conditions {

  private Conditions() {}

  static void require(CacheKey key, SaveOptions options, @Nullable Long version) {
    switch (options.condition()) {
      case NONE -> {}
      case IF_ABSENT -> {
        if (version != null) {
          throw new CacheException(
              Code.ALREADY_EXISTS, "save", key, "there is an entry; load it instead");
        }
      }
      case IF_VERSION -> {
        String expected = options.expectedVersion().orElseThrow();
        if (version == null || !Long.toString(version, 36).equals(expected)) {
          throw new CacheException(
              Code.VERSION_CONFLICT,
              "save",
              key,
              "the entry was written, deleted or expired meanwhile; load it and try again");
        }
      }
    }
  }
}
