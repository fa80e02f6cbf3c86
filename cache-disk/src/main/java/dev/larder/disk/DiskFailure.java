package dev.larder.disk;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failure of the file system means to a caller. */
final class DiskFailure {

  private DiskFailure() {}

  /** Returns the failure with a code, the directory, and what to do. */
  static CacheException describe(
      String operation, @Nullable CacheKey key, Path root, IOException failure) {
    if (failure instanceof Appender.ClosedException) {
      return new CacheException(
          Code.CLOSED, operation, key, "the storage over " + root + " is closed; open a new one");
    }
    Code code = code(failure);
    String what = "the directory " + root + " failed with " + failure + "; " + advice(code);
    return new CacheException(code, operation, key, what, failure);
  }

  private static Code code(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left") || message.contains("quota exceeded")) {
        return Code.NO_SPACE;
      }
      boolean denied = message.contains("permission denied") || message.contains("read-only file");
      if (cause instanceof AccessDeniedException || denied) {
        return Code.PERMISSION_DENIED;
      }
      if (cause instanceof FileNotFoundException) {
        return Code.UNAVAILABLE;
      }
    }
    return Code.UNAVAILABLE;
  }

  private static String advice(Code code) {
    return switch (code) {
      case NO_SPACE -> "make room on the file system or lower maxSize";
      case PERMISSION_DENIED -> "let this user write there";
      default -> "look whether the directory is there and try again";
    };
  }
}
