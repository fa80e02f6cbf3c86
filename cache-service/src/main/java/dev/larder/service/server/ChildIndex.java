package dev.larder.service.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The paths of all child files in order, so that those of one entry are found without a look at
 * every file of the storage.
 *
 * <p>It is filled by a look at every file when it is first asked, and kept up to date from the
 * start on. It may name files that are gone (deleted otherwise, evicted, over their time): who asks
 * looks whether they are there.
 */
final class ChildIndex {

  private static final String FOLDER = "/data/";

  private final FileTree files;
  private final ConcurrentSkipListSet<String> paths = new ConcurrentSkipListSet<>();
  private volatile boolean complete;

  ChildIndex(FileTree files) {
    this.files = files;
  }

  /** Notes that the file is or will be there. */
  void add(String path) {
    if (complete) {
      paths.add(path);
      return;
    }
    synchronized (this) {
      paths.add(path);
    }
  }

  /** Notes that the file is gone, unless somebody has written it again. */
  void remove(String path) {
    paths.remove(path);
    if (files.exists(path)) {
      paths.add(path);
    }
  }

  /** Returns the paths below the folder, sorted. */
  List<String> below(String folder) {
    fill();
    // '0' is the character after '/'.
    return new ArrayList<>(paths.subSet(folder + "/", folder + "0"));
  }

  private void fill() {
    if (complete) {
      return;
    }
    synchronized (this) {
      if (!complete) {
        files.list(
            "",
            path -> {
              // The second folder named so: the first one is that of the namespace.
              if (path.indexOf(FOLDER, path.indexOf("data/") + 4) >= 0) {
                paths.add(path);
              }
              return true;
            });
        complete = true;
      }
    }
  }
}
