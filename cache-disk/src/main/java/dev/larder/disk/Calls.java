package dev.larder.disk;

import dev.larder.storage.CacheKey;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Turns failures of the file system into those that callers are told of.
 *
 * @param root the directory of the store
 */
record Calls(Path root) {

  /** Something that needs the file system. */
  interface Work<T> {
    T run() throws IOException;
  }

  <T> T run(String operation, @Nullable CacheKey key, Work<T> work) {
    try {
      return work.run();
    } catch (IOException failure) {
      throw DiskFailure.describe(operation, key, root, failure);
    }
  }
}
