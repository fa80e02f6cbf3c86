package dev.larder.disk;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a store, for as long as it is where it was opened. It may be moved away, and
 * back, or removed, and another made in its place: that a file is missing means nothing then.
 */
final class Home {

  final Medium medium;
  final Layout layout;
  private final @Nullable Object identity;

  /** Made when {@code control} is mapped: until then another file could take its identity. */
  Home(Medium medium, Layout layout) throws IOException {
    this.medium = medium;
    this.layout = layout;
    this.identity = medium.identity(layout.control());
  }

  /** Fails unless the directory is where it was, and the one that it was. */
  void require() throws IOException {
    Path control = layout.control();
    if (!Objects.equals(medium.identity(control), identity)) {
      // Another store was made in the place of this one, which was removed.
      throw new NoSuchFileException(control + ", but another of that name");
    }
  }

  /**
   * Returns whether the file was removed.
   *
   * @throws IOException if it is missing with the whole directory
   */
  boolean isRemoved(Path file) throws IOException {
    if (medium.exists(file)) {
      return false;
    }
    require();
    // Once more: it may have come back just now, with the directory.
    boolean removed = !medium.exists(file);
    require();
    return removed;
  }
}
