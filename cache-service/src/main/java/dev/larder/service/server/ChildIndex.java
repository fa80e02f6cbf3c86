package dev.larder.service.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * The paths of all child files in order, so that those of one entry are found without a look at
 * every file of the storage.
 *
 * <p>It is filled by a look at every file when it is first asked, and kept up to date from then on.
 * It may name files that are gone (deleted otherwise, evicted, over their time): who asks looks
 * whether they are there, and each new path has two others looked at, so that at most about half of
 * them are of files that are gone.
 */
final class ChildIndex {

  private static final String FOLDER = "/data/";
  private static final int LOOKS = 2;

  private final FileTree files;
  private final ConcurrentSkipListSet<String> paths = new ConcurrentSkipListSet<>();
  private volatile boolean begun;
  private volatile boolean complete;
  private volatile String lookedAt = "";

  ChildIndex(FileTree files) {
    this.files = files;
  }

  /**
   * Notes that the file is there. To be said after it is written: who begins to fill the index
   * later finds it without.
   */
  void add(String path) {
    if (begun && paths.add(path)) {
      for (int i = 0; i < LOOKS; i++) {
        lookAtNext();
      }
    }
  }

  private void lookAtNext() {
    String next = paths.higher(lookedAt);
    lookedAt = next == null ? "" : next;
    if (next != null && !files.exists(next)) {
      remove(next);
    }
  }

  /** Returns how many paths it has. */
  int size() {
    return paths.size();
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
        begun = true;
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
