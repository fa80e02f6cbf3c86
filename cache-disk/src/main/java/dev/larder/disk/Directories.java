package dev.larder.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes directories, and sees to it that a power cut leaves them where they are. */
final class Directories {

  private final Medium medium;

  /** Those in which names were made that may not be on the medium. */
  private final Set<Path> changed = new LinkedHashSet<>();

  Directories(Medium medium) {
    this.medium = medium;
  }

  /** Makes a directory and those above it, as far as they are missing. */
  void make(Path directory) throws IOException {
    Path missing = directory.toAbsolutePath().normalize();
    for (Path above = missing.getParent(); above != null; above = missing.getParent()) {
      if (medium.exists(missing)) {
        break;
      }
      changed.add(above);
      missing = above;
    }
    medium.createDirectory(directory);
  }

  /** Notes that the directory may have been made by somebody who died before he could sync it. */
  void doubt(Path directory) {
    @Nullable Path above = directory.toAbsolutePath().normalize().getParent();
    if (above != null) {
      changed.add(above);
    }
  }

  /** Brings the names of all that was made to the medium, as far as this user may do that. */
  void sync() {
    for (Path directory : changed) {
      try {
        medium.syncDirectory(directory);
      } catch (IOException forbidden) {
        // Who may make a name in a directory may not always open it: nothing else can be done.
      }
    }
    changed.clear();
  }
}
