package dev.larder.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The hints of a directory: for each sealed segment a file by which it is opened fast. Nothing
 * depends on them: one that is missing, or not exactly of its segment, is made anew by whoever had
 * to read the segment for want of it.
 */
final class Hints {

  private static final System.Logger LOG = System.getLogger("dev.larder");

  private final Medium medium;
  private final Layout layout;
  private final StoreFormat format;
  private final int slot;
  private final Queue<Segment> pending = new ConcurrentLinkedQueue<>();

  Hints(Medium medium, Layout layout, StoreFormat format, int slot) {
    this.medium = medium;
    this.layout = layout;
    this.format = format;
    this.slot = slot;
  }

  /** Returns the hint of a segment; null if there is none that can be relied on. */
  @Nullable Hint read(Segment segment) throws IOException {
    Hint hint = map(segment);
    return hint != null && hint.isOf(format) ? hint : null;
  }

  private @Nullable Hint map(Segment segment) throws IOException {
    Path file = layout.hint(segment.number);
    try {
      return Hint.map(medium, file, segment);
    } catch (IOException failure) {
      if (medium.exists(file)) {
        throw failure;
      }
      // Removed between two calls, with its segment.
      return null;
    }
  }

  /** Sees to it that a segment, which is sealed, gets a hint when there is time. */
  void later(Segment segment) {
    pending.add(segment);
  }

  /** Writes the hints that are asked for. One that cannot be written is done without. */
  synchronized void writePending() {
    for (Segment segment = pending.poll(); segment != null; segment = pending.poll()) {
      try {
        write(segment);
      } catch (IOException failure) {
        LOG.log(
            System.Logger.Level.DEBUG,
            "no hint for " + segment.file + "; the next opening reads all of it",
            failure);
      }
    }
  }

  private void write(Segment segment) throws IOException {
    Hint old = map(segment);
    if (medium.exists(segment.file) && (old == null || !old.isNewer())) {
      write(segment, HintDraft.of(segment, format, segment.durable));
    }
  }

  private void write(Segment segment, byte[] hint) throws IOException {
    Path draft = layout.hintDraft(segment.number, slot);
    boolean done = false;
    try {
      try (Medium.OpenFile open = medium.open(draft)) {
        open.write(0, hint, hint.length);
        open.resize(hint.length);
      }
      // Not synced: what a power cut leaves of it is known by its checksum.
      medium.rename(draft, layout.hint(segment.number));
      done = true;
    } finally {
      if (!done) {
        medium.delete(draft);
      }
    }
    if (!medium.exists(segment.file)) {
      // Compacted meanwhile by another process.
      remove(segment.number);
    }
  }

  /**
   * Compares the hint of a segment with what it should be.
   *
   * @param repair whether to write it anew if it is missing or not what it should be
   * @return false if it is damaged, stale or foreign; true if it is missing
   */
  synchronized boolean verify(Segment segment, boolean repair) throws IOException {
    Hint hint = map(segment);
    boolean there = medium.exists(layout.hint(segment.number));
    if (hint == null && there) {
      // It may have come between the two looks.
      hint = map(segment);
    }
    if (hint != null && hint.isNewer()) {
      return true;
    }
    if (hint != null && !hint.isOf(format)) {
      hint = null;
    }
    boolean durable = hint == null ? segment.durable : hint.isDurable();
    byte[] expected = HintDraft.of(segment, format, durable);
    boolean right = hint != null && hint.isSame(expected);
    boolean needed = medium.exists(segment.file);
    if (!right && repair && needed) {
      write(segment, expected);
    }
    // That of a segment which was compacted meanwhile goes with it.
    return right || !there || !needed;
  }

  void remove(int number) throws IOException {
    medium.delete(layout.hint(number));
  }

  /** Removes hints without a segment, and those half written; while no other process writes. */
  static void removeOrphans(Medium medium, Layout layout, List<Path> files) throws IOException {
    Set<Path> all = Set.copyOf(files);
    for (Path file : files) {
      int number = Layout.hintNumber(file);
      if (number > 0 && (Layout.isDraft(file) || !all.contains(layout.segment(number)))) {
        medium.delete(file);
      }
    }
  }
}
