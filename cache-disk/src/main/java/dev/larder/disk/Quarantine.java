package dev.larder.disk;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts damaged files aside, for somebody to look at.
 *
 * @param medium the file system
 * @param layout what is where
 */
record Quarantine(Medium medium, Layout layout) {

  /**
   * Puts a file aside, under the name it has. One that is not there was put aside before, by
   * somebody who did not get further; nor is anything made where the whole directory is gone.
   */
  void take(Path file) throws IOException {
    Path quarantine = layout.quarantine();
    if (medium.exists(file)) {
      medium.createDirectory(quarantine);
      medium.rename(file, quarantine.resolve(String.valueOf(file.getFileName())));
    }
    if (medium.exists(quarantine)) {
      medium.syncDirectory(quarantine);
    }
  }
}
