package dev.larder.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Files of large values that processes have left which died while they wrote, or before they had
 * removed what they replaced. Whoever opens the store alone removes them all; this does while other
 * processes go on, whose files are not touched before there is a record for them.
 */
final class Leftovers {

  private final Engine engine;
  private final Medium medium;
  private final Layout layout;

  Leftovers(Engine engine) {
    this.engine = engine;
    this.medium = engine.store.medium();
    this.layout = engine.store.layout();
  }

  /** Returns the files of large values, finished ones. */
  static List<Path> largeFiles(Medium medium, Layout layout) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path directory : medium.list(layout.large())) {
      if (Layout.isOfLargeValues(directory)) {
        files.addAll(medium.list(directory));
      }
    }
    files.removeIf(file -> Layout.largeId(file) < 0);
    return files;
  }

  /** Has the next look be one at all files: somebody may have died before this process began. */
  void lookSoon() {
    engine.dead.found = true;
  }

  /**
   * Removes drafts of the dead, which is cheap, and the rest if anybody was found dead since the
   * last look. What fails is left to the next look.
   */
  void look() {
    try {
      removeDrafts();
      if (engine.dead.found) {
        removeUnused();
      }
    } catch (IOException left) {
      engine.dead.found = true;
    }
  }

  /** Removes all there is. */
  void remove() throws IOException {
    removeDrafts();
    removeUnused();
  }

  private void removeDrafts() throws IOException {
    engine.store.home().require();
    for (Path file : medium.list(layout.large())) {
      int slot = Layout.draftSlot(file);
      if (slot >= 0) {
        removeDraft(file, slot);
      }
    }
  }

  private void removeDraft(Path file, int slot) throws IOException {
    long id = Layout.draftId(file);
    if (!engine.store.control().isSinceOpened(slot, id)) {
      // Of a process that was in this place before.
      delete(file);
    } else {
      engine.store.process().ifDead(slot, () -> delete(file));
    }
  }

  private void delete(Path file) throws IOException {
    engine.dead.found = true;
    medium.delete(file);
  }

  private synchronized void removeUnused() throws IOException {
    engine.dead.found = false;
    List<Long> unused = new ArrayList<>();
    for (Path file : largeFiles(medium, layout)) {
      unused.add(Layout.largeId(file));
    }
    unused.removeAll(engine.index.largeIds());
    List<Long> orphans = new ArrayList<>();
    for (long id : unused) {
      if (!isPending(id)) {
        orphans.add(id);
      }
    }
    if (orphans.isEmpty()) {
      return;
    }
    // What the dead have published last they may not have counted.
    engine.store.control().countPublication();
    engine.publications.catchUp();
    Set<Long> used = engine.index.largeIds();
    engine.store.home().require();
    for (long id : orphans) {
      if (!used.contains(id)) {
        engine.large.delete(id);
      }
    }
  }

  /** Returns whether somebody may yet publish a record that refers to the file. */
  private boolean isPending(long id) throws IOException {
    int slot = engine.large.writerOf(id);
    if (slot < 0) {
      return true;
    }
    if (!engine.store.control().isSinceOpened(slot, id)) {
      // Of a process that was in this place before, whose segments are sealed.
      return false;
    }
    ProcessSlot process = engine.store.process();
    if (slot == process.slot()) {
      return engine.large.isPending(id);
    }
    boolean[] dead = new boolean[1];
    process.ifDead(
        slot,
        () -> {
          // What it had written and not published must not come to life without its file.
          engine.dead.seal(slot);
          dead[0] = true;
        });
    return !dead[0];
  }
}
