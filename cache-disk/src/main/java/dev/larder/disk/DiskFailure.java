package dev.larder.disk;

import dev.larder.storage.CacheException;
import dev.larder.storage.CacheException.Code;
import dev.larder.storage.CacheKey;
import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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
    if (failure instanceof KeyLocks.HeldException) {
      return new CacheException(
          Code.UNAVAILABLE,
          operation,
          key,
          failure.getMessage()
              + ", over "
              + root
              + "; look whether one is stopped or its disk hangs, and end it",
          failure);
    }
    Kind kind = Kind.of(failure);
    String what =
        failure instanceof NotDirectoryException
            ? failure.getMessage() + " is not a directory"
            : "the directory " + root + " failed with " + failure;
    return new CacheException(kind.code, operation, key, what + "; " + kind.advice, failure);
  }

  /** What a caller is told, and the signs of it in what the system says. */
  private record Kind(Code code, String advice, Pattern signs) {

    private static final Kind OTHER =
        kind(Code.UNAVAILABLE, "look whether the directory is there and try again", "");

    private static final List<Kind> KNOWN =
        List.of(
            kind(
                Code.NO_SPACE,
                "make room on the file system or lower maxSize",
                "no space left|quota exceeded"),
            kind(
                Code.PERMISSION_DENIED,
                "let this user write there",
                "AccessDenied|permission denied|operation not permitted|read-only file"),
            kind(
                Code.UNAVAILABLE,
                "name another directory",
                "NotDirectory|(not|is) a directory|file name too long"),
            kind(
                Code.UNAVAILABLE,
                "raise the limit on open files, see ulimit -n",
                "too many open files"),
            kind(
                Code.UNAVAILABLE,
                "raise the limit on mapped files (vm.max_map_count on Linux)",
                "map failed"));

    private static Kind kind(Code code, String advice, String signs) {
      return new Kind(code, advice, Pattern.compile(signs, Pattern.CASE_INSENSITIVE));
    }

    static Kind of(IOException failure) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        for (Kind kind : KNOWN) {
          if (kind.signs.matcher(cause.toString()).find()) {
            return kind;
          }
        }
      }
      return OTHER;
    }
  }
}
