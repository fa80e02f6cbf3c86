package dev.larder.disk;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is to be done to one key, and what became of it. For one thread. */
abstract class Change {

  final KeyBytes key;

  /** The file of the value that this replaces or removes. */
  @Nullable LargeRef replaced;

  private boolean done;
  private @Nullable Exception failure;

  Change(KeyBytes key) {
    this.key = key;
  }

  /**
   * Returns the record to write; null if there is nothing to do.
   *
   * @param place where the newest record of the key is; {@link Place#NONE} if there is none
   * @param current that record, which may have expired; null if there is none
   * @throws dev.larder.storage.CacheException if it must not be done
   */
  abstract @Nullable RecordBytes decide(long place, @Nullable StoredRecord current);

  void done() {
    done = true;
  }

  void failed(Exception cause) {
    failure = cause;
  }

  /** Returns whether it is on the medium, published and in the index. */
  boolean isDone() {
    return done;
  }

  /** Returns why it was not done; null if it was, or there was nothing to do. */
  @Nullable Exception failure() {
    return failure;
  }

  /** Throws why it was not done, if it was not. */
  void require() throws IOException {
    if (failure instanceof IOException broken) {
      throw broken;
    }
    if (failure instanceof RuntimeException refused) {
      throw refused;
    }
  }
}
